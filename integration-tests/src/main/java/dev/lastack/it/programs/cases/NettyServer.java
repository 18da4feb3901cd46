package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.TcpState;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Netty on NIO as a server, with one option of its accepted channels and one handler, for clients that leave. */
final class NettyServer {

    private NettyServer() {}

    static void run(String[] args, ChannelOption<Boolean> option, boolean value, Supplier<ChannelHandler> handlers)
            throws InterruptedException {
        AtomicInteger accepted = new AtomicInteger();
        Channel listener = new ServerBootstrap()
                .group(new NioEventLoopGroup(1))
                .channel(NioServerSocketChannel.class)
                .childOption(option, value)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(handlers.get());
                        accepted.incrementAndGet();
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        int port = ((InetSocketAddress) listener.localAddress()).getPort();
        boolean bad = args[0].equals("bad");
        CaseRun run = new CaseRun(bad, port, Long.parseLong(args[2]), Oracle.ofListenerAt(port));
        System.out.println("LISTEN " + port);
        run.oracle().await("all accepted", () -> accepted.get() == CaseRun.CONNECTIONS);
        run.end(TcpState.CLOSE_WAIT);
        // The report is to see the server as it runs.
        Runtime.getRuntime().exit(0);
    }
}
