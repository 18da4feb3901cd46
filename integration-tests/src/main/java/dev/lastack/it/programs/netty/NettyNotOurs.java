package dev.lastack.it.programs.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Everything that Netty calls a channel and that is no TCP connection: opened, written to, closed, and left open. */
public final class NettyNotOurs {

    private NettyNotOurs() {}

    public static void main(String[] args) throws Exception {
        EventLoopGroup epoll = new EpollEventLoopGroup(1);
        Path folder = Files.createTempDirectory("lastack-domain");
        Path socket = folder.resolve("socket");
        try {
            talk(epoll, EpollServerDomainSocketChannel.class, EpollDomainSocketChannel.class, domain(socket));
            talk(
                    new DefaultEventLoopGroup(1),
                    LocalServerChannel.class,
                    LocalChannel.class,
                    new LocalAddress("not-ours"));
            datagram(epoll, EpollDatagramChannel.class);
            datagram(new NioEventLoopGroup(1), NioDatagramChannel.class);
            embedded();
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        }
        System.out.println("DONE");
        System.exit(0);
    }

    private static DomainSocketAddress domain(Path socket) {
        return new DomainSocketAddress(socket.toString());
    }

    private static void talk(
            EventLoopGroup group,
            Class<? extends ServerChannel> serverChannel,
            Class<? extends Channel> channel,
            SocketAddress address)
            throws InterruptedException {
        new ServerBootstrap()
                .group(group)
                .channel(serverChannel)
                .childHandler(new Nothing())
                .bind(address)
                .sync();
        Bootstrap client = new Bootstrap().group(group).channel(channel).handler(new Nothing());
        client.connect(address).sync().channel().close().sync();
        client.connect(address).sync();
    }

    private static void datagram(EventLoopGroup group, Class<? extends Channel> channel) throws InterruptedException {
        Channel bound = new Bootstrap()
                .group(group)
                .channel(channel)
                .handler(new Nothing())
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        bound.config().setAutoRead(false);
        bound.close().sync();
    }

    private static void embedded() {
        EmbeddedChannel channel = new EmbeddedChannel(new Nothing());
        channel.config().setAutoRead(false);
        channel.writeInbound("in");
        channel.writeOutbound("out");
        channel.close().syncUninterruptibly();
    }

    @Sharable
    private static final class Nothing extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            // nothing to do
        }
    }
}
