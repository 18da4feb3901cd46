package dev.lastack.it.programs.netty;

import dev.lastack.it.oracle.Pause;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/**
 * One event loop for all, and a handler that never returns: nobody is accepted any more. Arguments: {@code nio|epoll
 * clients thresholdMillis}.
 */
public final class NettyNeverAccepts {

    private static final CountDownLatch STUCK = new CountDownLatch(1);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private NettyNeverAccepts() {}

    public static void main(String[] args) throws Exception {
        NettyTransport transport = NettyTransport.of(args[0]);
        InetSocketAddress address = (InetSocketAddress) new ServerBootstrap()
                .group(transport.group())
                .channel(transport.serverChannel())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Stuck());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel()
                .localAddress();
        connectAndLeave(address);
        STUCK.await();
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            connectAndLeave(address);
        }
        Pause.pastThreshold(Long.parseLong(args[2]));
        Pause.pastThreshold(Long.parseLong(args[2]));
        System.exit(0);
    }

    private static void connectAndLeave(InetSocketAddress address) throws Exception {
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            client.getOutputStream().write(1);
        }
    }

    private static void waitForEver() throws InterruptedException {
        STUCK.countDown();
        NEVER.await();
    }

    static final class Stuck extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws InterruptedException {
            waitForEver();
        }
    }
}
