package com.shop;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;

/** Servers with one event loop each, which a handler blocks: Netty's by the JDK and by epoll, and one of their own. */
public class NettyLoops {

    public static void main(String[] args) throws Exception {
        OwnLoop own = new OwnLoop();
        Thread thread = new Thread(own, "own-loop");
        thread.setDaemon(true);
        thread.start();
        Served.listening(
                start(new NioEventLoopGroup(1), NioServerSocketChannel.class, new NioHandler()),
                start(new EpollEventLoopGroup(1), EpollServerSocketChannel.class, new EpollHandler()),
                own.port);
    }

    private static int start(EventLoopGroup loop, Class<? extends ServerChannel> type, Handler handler)
            throws Exception {
        return ((InetSocketAddress) new ServerBootstrap()
                        .group(loop)
                        .channel(type)
                        .childHandler(new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel channel) {
                                channel.pipeline().addLast(handler);
                            }
                        })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .sync()
                        .channel()
                        .localAddress())
                .getPort();
    }

    private static boolean isHealthy(String request) {
        return request.startsWith("GET /health");
    }

    abstract static class Handler extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf read) throws InterruptedException {
            if (isHealthy(read.toString(StandardCharsets.US_ASCII))) {
                context.writeAndFlush(Unpooled.copiedBuffer("fine", StandardCharsets.US_ASCII));
            } else {
                print();
            }
        }

        abstract void print() throws InterruptedException;
    }

    static class NioHandler extends Handler {
        @Override
        void print() throws InterruptedException {
            Served.never().await();
        }
    }

    static class EpollHandler extends Handler {
        @Override
        void print() throws InterruptedException {
            Served.never().await();
        }
    }

    /** As applications write it that know no framework. */
    static class OwnLoop implements Runnable {

        private final Selector selector = Selector.open();
        private final ServerSocketChannel listener = ServerSocketChannel.open();
        final int port;

        OwnLoop() throws Exception {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
            port = listener.socket().getLocalPort();
        }

        @Override
        public void run() {
            try {
                while (true) {
                    selector.select();
                    for (SelectionKey key : selector.selectedKeys()) {
                        if (key.isAcceptable()) {
                            listener.accept().configureBlocking(false).register(selector, SelectionKey.OP_READ, this);
                        } else {
                            serve((java.nio.channels.SocketChannel) key.channel());
                        }
                    }
                    selector.selectedKeys().clear();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private void serve(java.nio.channels.SocketChannel channel) throws Exception {
            ByteBuffer read = ByteBuffer.allocate(1_000);
            if (channel.read(read) < 0) {
                channel.close();
            } else if (isHealthy(StandardCharsets.US_ASCII.decode(read.flip()).toString())) {
                channel.write(ByteBuffer.wrap("fine".getBytes(StandardCharsets.US_ASCII)));
            } else {
                print();
            }
        }

        private static void print() throws InterruptedException {
            Served.never().await();
        }
    }
}
