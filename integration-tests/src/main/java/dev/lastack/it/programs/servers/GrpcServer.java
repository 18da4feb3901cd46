package dev.lastack.it.programs.servers;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;

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
                .setRequestMarshaller(new GrpcText())
                .setResponseMarshaller(new GrpcText())
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
}
