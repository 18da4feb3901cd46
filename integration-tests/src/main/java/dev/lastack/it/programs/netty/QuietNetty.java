package dev.lastack.it.programs.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Forty clients of an echo that keeps its side open. Arguments: {@code MANNER nio|epoll}. {@code subscriptions} listen,
 * with nothing to come any more; {@code one-by-one} do so, too, one with each piece of work. The others are left behind
 * once they have been answered: {@code future} and {@code latch} hold what the caller waited for, {@code bare} have no
 * handler of this program.
 */
public final class QuietNetty {

    private static final int CONNECTIONS = 40;
    private static final int QUIET_MILLIS = 1_500;
    private static final long BOUND_SECONDS = 60;

    private static final Semaphore TOLD = new Semaphore(0);
    private static final Semaphore ECHOED = new Semaphore(0);

    private QuietNetty() {}

    public static void main(String[] args) throws Exception {
        NettyTransport transport = NettyTransport.of(args[1]);
        InetSocketAddress server = echo();
        List<Channel> kept = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            kept.add(call(args[0], transport, server));
        }
        Thread.sleep(QUIET_MILLIS);
        System.out.println("KEPT " + kept.size());
        System.exit(0);
    }

    private static Channel call(String manner, NettyTransport transport, InetSocketAddress server) throws Exception {
        switch (manner) {
            case "subscriptions" -> {
                return listen(transport, server);
            }
            case "one-by-one" -> {
                Thread.sleep(100);
                return listen(transport, server);
            }
            case "future" -> {
                CompletableFuture<String> answer = new CompletableFuture<>();
                Channel channel = connect(transport, server, new Answers(answer));
                answer.get(BOUND_SECONDS, TimeUnit.SECONDS);
                return channel;
            }
            case "latch" -> {
                CountDownLatch answered = new CountDownLatch(1);
                Channel channel = connect(transport, server, new Counts(answered));
                answered.await(BOUND_SECONDS, TimeUnit.SECONDS);
                return channel;
            }
            case "bare" -> {
                Channel channel = connect(transport, server, new ChannelInboundHandlerAdapter());
                ECHOED.tryAcquire(BOUND_SECONDS, TimeUnit.SECONDS);
                // the loop reads what has come before it runs a task that came later
                channel.eventLoop().submit(() -> {}).sync();
                return channel;
            }
            default -> throw new IllegalArgumentException(manner);
        }
    }

    private static Channel listen(NettyTransport transport, InetSocketAddress server) throws Exception {
        Channel channel = connect(transport, server, new Listens());
        TOLD.tryAcquire(BOUND_SECONDS, TimeUnit.SECONDS);
        return channel;
    }

    private static Channel connect(NettyTransport transport, InetSocketAddress server, ChannelHandler handler)
            throws Exception {
        Channel channel = new Bootstrap()
                .group(transport.group())
                .channel(transport.channel())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        fresh.pipeline().addLast(handler);
                    }
                })
                .connect(server)
                .sync()
                .channel();
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1})).sync();
        return channel;
    }

    private static InetSocketAddress echo() throws IOException {
        ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                Socket accepted = listener.accept();
                daemon(() -> echo(accepted.getInputStream(), accepted.getOutputStream()));
            }
        });
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private static void echo(InputStream in, OutputStream out) throws IOException {
        int read;
        while ((read = in.read()) >= 0) {
            out.write(read);
            ECHOED.release();
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // the program ends
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static final class Listens extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf event) {
            TOLD.release();
        }
    }

    private static final class Answers extends SimpleChannelInboundHandler<ByteBuf> {

        private final CompletableFuture<String> answer;

        Answers(CompletableFuture<String> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf read) {
            answer.complete("read " + read.readableBytes());
        }
    }

    private static final class Counts extends SimpleChannelInboundHandler<ByteBuf> {

        private final CountDownLatch answered;

        Counts(CountDownLatch answered) {
            this.answered = answered;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf read) {
            answered.countDown();
        }
    }
}
