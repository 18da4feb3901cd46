package dev.lastack.it.programs.netty;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.pool.AbstractChannelPoolHandler;
import io.netty.channel.pool.FixedChannelPool;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Channels of a bounded pool that are acquired and never released; the server closes, and half-closure is allowed, so
 * they stay. Arguments: {@code nio|epoll|io_uring connections thresholdMillis}.
 */
public final class NettyPool {

    private NettyPool() {}

    public static void main(String[] args) throws Exception {
        NettyTransport transport = NettyTransport.of(args[0]);
        int connections = Integer.parseInt(args[1]);
        try (ServerSocket listener = new ServerSocket(0, connections, InetAddress.getLoopbackAddress())) {
            int port = listener.getLocalPort();
            Oracle oracle = Oracle.ofClientOf(port);
            FixedChannelPool pool = new FixedChannelPool(
                    new Bootstrap()
                            .group(transport.group())
                            .channel(transport.channel())
                            .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                            .remoteAddress(InetAddress.getLoopbackAddress(), port),
                    new AbstractChannelPoolHandler() {
                        @Override
                        public void channelCreated(Channel channel) {
                            channel.pipeline().addLast(Behaviour.HALF_CLOSURE_IGNORED.handler(false));
                        }
                    },
                    connections);
            List<Channel> borrowed = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                borrowed.add(borrow(pool));
                listener.accept().close();
            }
            oracle.await(TcpState.CLOSE_WAIT, connections);
            Pause.pastThreshold(Long.parseLong(args[2]));
            System.out.println("BORROWED " + borrowed.size());
        }
        System.exit(0);
    }

    private static Channel borrow(FixedChannelPool pool) throws Exception {
        return pool.acquire().get();
    }
}
