package dev.lastack.it.programs.servers;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** gRPC over its relocated Netty; messages are plain text. */
final class GrpcServer {

    private final ServerRun run;

    private GrpcServer(ServerRun run) {
        this.run = run;
    }

    public static void main(String[] args) throws Exception {
        ServerRun run = ServerRun.of(args);
        MethodDescriptor<String, String> method = MethodDescriptor.<String, String>newBuilder()
                .setType(MethodType.SERVER_STREAMING)
                .setFullMethodName("greetings/greet")
                .setRequestMarshaller(new Text())
                .setResponseMarshaller(new Text())
                .build();
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder("greetings")
                        .addMethod(method, ServerCalls.asyncServerStreamingCall(new GrpcServer(run)::greet))
                        .build())
                .build()
                .start();
        run.serve(server.getPort());
    }

    private void greet(String request, StreamObserver<String> answer) {
        switch (run.variant) {
            case WROTE -> {
                answer.onNext(ServerRun.GREETING);
                run.served(answer);
            }
            case SILENT, PAUSED -> run.served(answer);
            case STUCK -> run.blockForEver();
            case HEALTHY -> {
                answer.onNext(ServerRun.GREETING);
                answer.onCompleted();
                run.served("");
            }
        }
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
