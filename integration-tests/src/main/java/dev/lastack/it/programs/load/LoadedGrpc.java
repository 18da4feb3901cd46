package dev.lastack.it.programs.load;

import dev.lastack.it.programs.servers.GrpcText;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** gRPC: calls over one shared channel, and each hundredth call over one of its own, that is shut down. */
public final class LoadedGrpc {

    private static final MethodDescriptor<String, String> GREET = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName("greetings/greet")
            .setRequestMarshaller(new GrpcText())
            .setResponseMarshaller(new GrpcText())
            .build();

    private LoadedGrpc() {}

    public static void main(String[] args) throws Exception {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .maxConnectionAge(2, TimeUnit.SECONDS)
                .maxConnectionAgeGrace(1, TimeUnit.MINUTES)
                .addService(ServerServiceDefinition.builder("greetings")
                        .addMethod(GREET, ServerCalls.asyncUnaryCall(LoadedGrpc::greet))
                        .build())
                .build()
                .start();
        ManagedChannel shared = channel(server.getPort());
        AtomicInteger calls = new AtomicInteger();
        Workers.runToTheEnd(Integer.parseInt(args[0]), () -> {
            boolean own = calls.incrementAndGet() % 100 == 0;
            ManagedChannel channel = own ? channel(server.getPort()) : shared;
            ClientCalls.blockingUnaryCall(channel, GREET, CallOptions.DEFAULT.withWaitForReady(), "hello");
            if (own) {
                channel.shutdown().awaitTermination(1, TimeUnit.MINUTES);
            }
        });
    }

    private static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    private static void greet(String request, StreamObserver<String> answer) {
        answer.onNext(request);
        answer.onCompleted();
    }
}
