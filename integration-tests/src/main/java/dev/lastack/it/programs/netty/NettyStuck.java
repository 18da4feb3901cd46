package dev.lastack.it.programs.netty;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/**
 * A handler that never returns, so that its event loop never reads again; the client leaves. One event loop for each
 * connection. Arguments: {@code nio|epoll|io_uring connections thresholdMillis}.
 */
public final class NettyStuck {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private NettyStuck() {}

    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[1]);
        for (int i = 0; i < connections; i++) {
            serveOne(NettyTransport.of(args[0]));
        }
        Pause.pastThreshold(Long.parseLong(args[2]));
        System.exit(0);
    }

    private static void serveOne(NettyTransport transport) throws Exception {
        Channel listener = new ServerBootstrap()
                .group(NettyTransport.of(transport.name()).group(), transport.group())
                .channel(transport.serverChannel())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Stuck());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        int port = ((InetSocketAddress) listener.localAddress()).getPort();
        Oracle oracle = Oracle.ofListenerAt(port);
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write(1);
        }
        oracle.await(TcpState.CLOSE_WAIT, 1);
        System.out.println("PORT " + port);
    }

    private static void waitForEver() throws InterruptedException {
        NEVER.await();
    }

    static final class Stuck extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws InterruptedException {
            waitForEver();
        }
    }
}
