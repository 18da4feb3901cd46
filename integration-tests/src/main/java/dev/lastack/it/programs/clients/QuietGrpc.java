package dev.lastack.it.programs.clients;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Forty channels of gRPC. Arguments: {@code subscriptions}, one stream on each, of which nothing comes any more, or {@code
 * calls}, one call each.
 */
final class QuietGrpc {

    private static final int CHANNELS = 40;
    private static final long BOUND_SECONDS = 60;

    private static final MethodDescriptor<String, String> GREET = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodType.SERVER_STREAMING)
            .setFullMethodName("greetings/greet")
            .setRequestMarshaller(new GrpcText())
            .setResponseMarshaller(new GrpcText())
            .build();

    private static final Semaphore TOLD = new Semaphore(0);

    private QuietGrpc() {}

    public static void main(String[] args) throws Exception {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder("greetings")
                        .addMethod(GREET, ServerCalls.asyncServerStreamingCall(QuietGrpc::greet))
                        .build())
                .build()
                .start();
        List<ManagedChannel> kept = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            kept.add(use(server.getPort(), args[0]));
        }
        Thread.sleep(StaysEstablished.QUIET_MILLIS);
        System.out.println("KEPT " + kept.size());
        System.exit(0);
    }

    private static ManagedChannel use(int port, String request) throws InterruptedException {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        ClientCalls.asyncServerStreamingCall(channel.newCall(GREET, CallOptions.DEFAULT), request, new Listens());
        TOLD.tryAcquire(BOUND_SECONDS, TimeUnit.SECONDS);
        return channel;
    }

    private static void greet(String request, StreamObserver<String> answer) {
        answer.onNext("hello");
        if (request.equals("calls")) {
            answer.onCompleted();
        }
    }

    private static final class Listens implements StreamObserver<String> {
        @Override
        public void onNext(String event) {
            TOLD.release();
        }

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onCompleted() {}
    }
}
