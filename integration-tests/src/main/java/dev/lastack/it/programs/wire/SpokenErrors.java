package dev.lastack.it.programs.wire;

import dev.lastack.it.oracle.Oracle;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/**
 * Connections that end in an error, by each transport: the remote resets what is read or written, the link goes down, no
 * local port is left. Whoever tells the errors apart by their text must know the process's language. Only in a network
 * namespace of its own with four local ports, whose loopback it takes down at the end.
 *
 * <p>Prints {@code ROW transport manner port}, {@code FAILED port connects}, and {@code SAID text} of an error.
 */
public final class SpokenErrors {

    /** Of each transport and manner: fewer than there are local ports. */
    public static final int CONNECTIONS = 3;

    /** More than there are local ports. */
    private static final int TOO_MANY = 5;

    private static final int FIRST_PORT = 20_001;

    private static final List<Object> KEPT = new ArrayList<>();

    /** Reads and fails; the caller closes. */
    private interface End extends Closeable {

        /** Until it fails or ends. */
        void read() throws Exception;

        void write() throws Exception;
    }

    private interface Connects {
        End connect(InetSocketAddress to) throws Exception;
    }

    private record Transport(String name, Connects connects) {}

    private SpokenErrors() {}

    public static void main(String[] args) throws Exception {
        List<Transport> transports = List.of(
                new Transport("socket", BlockingSocket::new),
                new Transport("nio", BlockingChannel::new),
                new Transport(
                        "netty-nio",
                        to -> new NettyEnd(
                                new NioEventLoopGroup(1),
                                NioSocketChannel.class,
                                to,
                                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT))),
                new Transport(
                        "netty-epoll",
                        to -> new NettyEnd(
                                new EpollEventLoopGroup(1),
                                EpollSocketChannel.class,
                                to,
                                EpollChannelOption.TCP_KEEPIDLE,
                                EpollChannelOption.TCP_KEEPINTVL,
                                EpollChannelOption.TCP_KEEPCNT)));
        int port = FIRST_PORT;
        List<End> lost = new ArrayList<>();
        for (Transport transport : transports) {
            reset(transport, "reset-read", End::read, port++);
            reset(transport, "reset-write", End::write, port++);
            exhaust(transport, port++);
            lost.addAll(open(transport, "lost", CONNECTIONS, port++));
        }
        new ProcessBuilder("ip", "link", "set", "lo", "down")
                .inheritIO()
                .start()
                .waitFor();
        together(lost, End::read);
        System.out.println("KEPT " + KEPT.size());
        System.exit(0);
    }

    private interface Use {
        void of(End end) throws Exception;
    }

    private static List<End> open(Transport transport, String manner, int count, int port) throws Exception {
        ServerSocket listener = listen(transport, manner, port);
        List<End> ends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ends.add(transport.connects().connect((InetSocketAddress) listener.getLocalSocketAddress()));
            KEPT.add(listener.accept());
        }
        return ends;
    }

    private static ServerSocket listen(Transport transport, String manner, int port) throws IOException {
        System.out.println("ROW " + transport.name() + " " + manner + " " + port);
        ServerSocket listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        KEPT.add(listener);
        return listener;
    }

    private static void reset(Transport transport, String manner, Use use, int port) throws Exception {
        ServerSocket listener = listen(transport, manner, port);
        for (int i = 0; i < CONNECTIONS; i++) {
            End end = transport.connects().connect((InetSocketAddress) listener.getLocalSocketAddress());
            Socket accepted = listener.accept();
            accepted.setOption(StandardSocketOptions.SO_LINGER, 0);
            accepted.close();
            together(List.of(end), use);
        }
    }

    private static void exhaust(Transport transport, int port) throws Exception {
        ServerSocket listener = listen(transport, "exhausted", port);
        int failed = 0;
        for (int i = 0; i < TOO_MANY; i++) {
            try {
                KEPT.add(transport.connects().connect((InetSocketAddress) listener.getLocalSocketAddress()));
            } catch (IOException e) {
                failed++;
                System.out.println("SAID " + e.getMessage());
            }
        }
        System.out.println("FAILED " + port + " " + failed);
    }

    private static void together(List<End> ends, Use use) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<Void>> all = new ArrayList<>();
        for (End end : ends) {
            all.add(threads.submit((Callable<Void>) () -> {
                try (end) {
                    use.of(end);
                } catch (IOException e) {
                    System.out.println("SAID " + e.getMessage());
                }
                return null;
            }));
        }
        for (Future<Void> one : all) {
            one.get(Oracle.BOUND.toMillis(), TimeUnit.MILLISECONDS);
        }
        threads.shutdown();
    }

    private static final class BlockingSocket implements End {

        private final Socket socket;

        BlockingSocket(InetSocketAddress to) throws IOException {
            socket = new Socket(to.getAddress(), to.getPort());
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 2);
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        }

        @Override
        public void read() throws IOException {
            while (socket.getInputStream().read() >= 0) {}
        }

        @Override
        public void write() throws IOException {
            while (true) {
                socket.getOutputStream().write(1);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static final class BlockingChannel implements End {

        private final java.nio.channels.SocketChannel channel;

        BlockingChannel(InetSocketAddress to) throws IOException {
            channel = java.nio.channels.SocketChannel.open(to);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 2);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        }

        @Override
        public void read() throws IOException {
            while (channel.read(ByteBuffer.allocate(1)) >= 0) {}
        }

        @Override
        public void write() throws IOException {
            while (true) {
                channel.write(ByteBuffer.wrap(new byte[1]));
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Reads only when it is told to, as the others do. */
    private static final class NettyEnd extends ChannelInboundHandlerAdapter implements End {

        private final EventLoopGroup group;
        private final Channel channel;
        private final CountDownLatch ended = new CountDownLatch(1);

        NettyEnd(
                EventLoopGroup group,
                Class<? extends SocketChannel> type,
                InetSocketAddress to,
                ChannelOption<Integer> idle,
                ChannelOption<Integer> interval,
                ChannelOption<Integer> count)
                throws Exception {
            this.group = group;
            ChannelFuture connecting = new Bootstrap()
                    .group(group)
                    .channel(type)
                    .option(ChannelOption.AUTO_READ, false)
                    .option(ChannelOption.SO_KEEPALIVE, true)
                    .option(idle, 1)
                    .option(interval, 1)
                    .option(count, 2)
                    .handler(this)
                    .connect(to);
            channel = connecting.channel();
            try {
                connecting.get();
            } catch (ExecutionException e) {
                group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
                throw e.getCause() instanceof IOException cause ? cause : e;
            }
        }

        @Override
        public void read() throws Exception {
            channel.config().setAutoRead(true);
            ended.await(Oracle.BOUND.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void write() throws Exception {
            while (true) {
                try {
                    channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1])).get();
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof IOException cause ? cause : e;
                }
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
            System.out.println("SAID " + error.getMessage());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            ended.countDown();
        }

        @Override
        public void close() {
            channel.close().syncUninterruptibly();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}
