package dev.lastack.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;

/** Connects and closes by Netty; all lanes share event loops, as an application's clients do. */
final class NettyLane implements Load.Lane {

    private static final class Nio {
        static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    }

    private static final class Epoll {
        static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
    }

    private final Bootstrap bootstrap;

    private NettyLane(EventLoopGroup loops, Class<? extends Channel> type, InetSocketAddress peer) {
        bootstrap = new Bootstrap()
                .group(loops)
                .channel(type)
                .remoteAddress(peer)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // an empty pipeline will do
                    }
                });
    }

    static NettyLane nio(InetSocketAddress peer) {
        return new NettyLane(Nio.LOOPS, NioSocketChannel.class, peer);
    }

    static NettyLane epoll(InetSocketAddress peer) {
        return new NettyLane(Epoll.LOOPS, EpollSocketChannel.class, peer);
    }

    @Override
    public void once() throws InterruptedException {
        bootstrap.connect().sync().channel().close().sync();
    }
}
