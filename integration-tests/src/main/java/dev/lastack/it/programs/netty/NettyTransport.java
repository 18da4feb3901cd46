package dev.lastack.it.programs.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** One transport of Netty: its event loops and its channels. */
record NettyTransport(
        String name,
        EventLoopGroup group,
        Class<? extends SocketChannel> channel,
        Class<? extends ServerSocketChannel> serverChannel) {

    static NettyTransport of(String name) throws ReflectiveOperationException {
        return switch (name) {
            case "nio" ->
                new NettyTransport(
                        name, new NioEventLoopGroup(1), NioSocketChannel.class, NioServerSocketChannel.class);
            case "epoll" ->
                new NettyTransport(
                        name, new EpollEventLoopGroup(1), EpollSocketChannel.class, EpollServerSocketChannel.class);
            case "io_uring" -> ioUring();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** By name: the programs are compiled against Netty 4.1, which has none. */
    private static NettyTransport ioUring() throws ReflectiveOperationException {
        Class<?> factory = Class.forName("io.netty.channel.IoHandlerFactory");
        Object handlers = Class.forName("io.netty.channel.uring.IoUringIoHandler")
                .getMethod("newFactory")
                .invoke(null);
        Object group = Class.forName("io.netty.channel.MultiThreadIoEventLoopGroup")
                .getConstructor(int.class, factory)
                .newInstance(1, handlers);
        return new NettyTransport(
                "io_uring",
                (EventLoopGroup) group,
                Class.forName("io.netty.channel.uring.IoUringSocketChannel").asSubclass(SocketChannel.class),
                Class.forName("io.netty.channel.uring.IoUringServerSocketChannel")
                        .asSubclass(ServerSocketChannel.class));
    }

    /** Whether Netty meets the remote's close by itself while reading is switched off. */
    boolean readsAllTheSame() {
        return channel != NioSocketChannel.class;
    }
}
