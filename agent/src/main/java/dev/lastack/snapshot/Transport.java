package dev.lastack.snapshot;

/** Through which Java API, or through which transport of Netty, a connection goes. */
public enum Transport {
    /** {@code java.net.Socket} and {@code ServerSocket}. */
    SOCKET("socket"),
    /** {@code java.nio.channels.SocketChannel}. */
    NIO("nio"),
    /** {@code java.nio.channels.AsynchronousSocketChannel}. */
    AIO("aio"),
    NETTY_NIO("netty-nio"),
    NETTY_EPOLL("netty-epoll"),
    NETTY_IO_URING("netty-io_uring"),
    NETTY_KQUEUE("netty-kqueue"),
    /** Of Netty, and none that this version of LastAck knows. */
    NETTY_OTHER("netty-other"),
    /** Of a connection that was open before the watch began: who opened it, and how, was not seen. */
    UNKNOWN("unknown");

    private static final Transport[] ALL = values();

    private final String id;

    Transport(String id) {
        this.id = id;
    }

    /** In {@code lastack-report/1}. */
    public String id() {
        return id;
    }

    /** By the name that the hooks give; allocates nothing, any thread. */
    public static Transport of(String id) {
        for (Transport transport : ALL) {
            if (transport.id.equals(id)) {
                return transport;
            }
        }
        return NETTY_OTHER;
    }
}
