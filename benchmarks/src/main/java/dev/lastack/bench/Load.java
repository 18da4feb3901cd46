package dev.lastack.bench;

import java.io.IOException;
import java.net.InetSocketAddress;

/** What a thread of {@link LoadMain} does over and over, on its own. */
enum Load {
    SOCKET_STORM {
        @Override
        Lane lane(InetSocketAddress peer) {
            return new StormLane(SocketKind.SOCKET, peer);
        }
    },
    CHANNEL_STORM {
        @Override
        Lane lane(InetSocketAddress peer) {
            return new StormLane(SocketKind.CHANNEL, peer);
        }
    },
    NETTY_NIO_STORM {
        @Override
        Lane lane(InetSocketAddress peer) {
            return NettyLane.nio(peer);
        }
    },
    NETTY_EPOLL_STORM {
        @Override
        Lane lane(InetSocketAddress peer) {
            return NettyLane.epoll(peer);
        }
    },
    SOCKET_KEPT_ALIVE {
        @Override
        Lane lane(InetSocketAddress peer) throws IOException {
            return new KeptAliveLane(SocketKind.SOCKET.connect(peer));
        }
    },
    CHANNEL_KEPT_ALIVE {
        @Override
        Lane lane(InetSocketAddress peer) throws IOException {
            return new KeptAliveLane(SocketKind.CHANNEL.connect(peer));
        }
    };

    abstract Lane lane(InetSocketAddress peer) throws IOException;

    /** One thread's. */
    interface Lane {
        void once() throws Exception;
    }

    /** Connect, and close first. */
    private record StormLane(SocketKind transport, InetSocketAddress peer) implements Lane {
        @Override
        public void once() throws IOException {
            transport.connect(peer).close();
        }
    }

    /** A request and its response on one connection. */
    private record KeptAliveLane(SocketKind.EchoConnection line) implements Lane {
        @Override
        public void once() throws IOException {
            line.exchange();
        }
    }
}
