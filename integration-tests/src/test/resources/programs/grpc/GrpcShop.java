package com.shop;

import io.grpc.BindableService;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** gRPC whose methods run on the event loops, where none may block. */
public class GrpcShop {

    public static void main(String[] args) throws Exception {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .directExecutor()
                .bossEventLoopGroup(new NioEventLoopGroup(1))
                .workerEventLoopGroup(new NioEventLoopGroup(32)) // one for each connection
                .channelType(NioServerSocketChannel.class)
                .addService(new Orders())
                .intercept(new Tracing())
                .build()
                .start();
        Served.listening(server.getPort());
    }

    /** On the way of each call, and to blame for none. */
    static class Tracing implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
                @Override
                public void onHalfClose() {
                    super.onHalfClose();
                }
            };
        }
    }

    static class Orders implements BindableService {

        @Override
        public ServerServiceDefinition bindService() {
            return ServerServiceDefinition.builder("shop.Orders")
                    .addMethod(method("PlaceOrder"), ServerCalls.asyncUnaryCall(this::placeOrder))
                    .addMethod(method("Count"), ServerCalls.asyncUnaryCall(this::count))
                    .addMethod(method("Health"), ServerCalls.asyncUnaryCall(this::health))
                    .build();
        }

        private void placeOrder(String order, StreamObserver<String> answer) {
            try {
                Served.never().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void count(String order, StreamObserver<String> answer) {
            try {
                Served.never().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void health(String order, StreamObserver<String> answer) {
            answer.onNext("fine");
            answer.onCompleted();
        }
    }

    private static MethodDescriptor<String, String> method(String name) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(MethodType.UNARY)
                .setFullMethodName("shop.Orders/" + name)
                .setRequestMarshaller(new Text())
                .setResponseMarshaller(new Text())
                .build();
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
