package dev.lastack.it.programs.netty;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thousands of accepted channels at the same time; then all clients leave, and every other handler takes no notice.
 * Prints the application's own counts. Arguments: {@code nio|epoll|io_uring connections thresholdMillis}.
 */
public final class NettyCrowd {

    private static final AtomicInteger ACTIVE = new AtomicInteger();
    private static final AtomicInteger INACTIVE = new AtomicInteger();

    private NettyCrowd() {}

    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[1]);
        Channel listener = listen(NettyTransport.of(args[0]));
        int port = ((InetSocketAddress) listener.localAddress()).getPort();
        Oracle oracle = Oracle.ofListenerAt(port);
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            clients.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        oracle.await("all active", () -> ACTIVE.get() == connections);
        for (Socket client : clients) {
            client.close();
        }
        oracle.await("half of them inactive", () -> INACTIVE.get() == connections / 2);
        oracle.await(TcpState.CLOSE_WAIT, connections - connections / 2);
        Pause.pastThreshold(Long.parseLong(args[2]));
        System.out.println("PORT " + port);
        System.out.println("ACTIVE " + ACTIVE);
        System.out.println("INACTIVE " + INACTIVE);
        System.out.println("ORACLE CLOSE_WAIT " + oracle.settledCount(TcpState.CLOSE_WAIT));
        System.exit(0);
    }

    private static Channel listen(NettyTransport transport) throws InterruptedException {
        return new ServerBootstrap()
                .group(transport.group())
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Sometimes());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    /** Counts, and closes if it is every other one's. */
    static final class Sometimes extends ChannelInboundHandlerAdapter {

        private boolean closes;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            closes = ACTIVE.getAndIncrement() % 2 == 0;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            INACTIVE.incrementAndGet();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (closes && event instanceof ChannelInputShutdownEvent) {
                ChannelFuture unused = context.close();
            }
        }
    }
}
