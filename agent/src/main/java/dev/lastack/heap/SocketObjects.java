package dev.lastack.heap;

import dev.lastack.heap.ConnectionIdentity.End;
import dev.lastack.heap.hprof.HeapClass;
import dev.lastack.heap.hprof.HeapDump;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a dump that are connections: what a {@code Socket}, a channel of the JDK or a native channel of Netty
 * has its descriptor in. Field names are those of JDK 17 to 25, and Netty 4.1 and 4.2, relocated copies included.
 */
final class SocketObjects {

    private static final Set<String> JDK = Set.of(
            "sun.nio.ch.NioSocketImpl",
            "java.net.AbstractPlainSocketImpl", // JDK 17 with jdk.net.usePlainSocketImpl
            "sun.nio.ch.SocketChannelImpl",
            "sun.nio.ch.AsynchronousSocketChannelImpl");

    private static final Pattern NATIVE_NETTY =
            Pattern.compile("(.*\\.)?netty\\.channel\\.(epoll|kqueue|uring)\\.\\w*SocketChannel");

    private static final int NIO_SOCKET_CLOSED = 5;
    private static final int CHANNEL_CLOSED = 4;

    /** Netty's, in the state of its FileDescriptor. */
    private static final int CLOSED_BIT = 1;

    /** One of them. The descriptor is below 0 where it is closed. */
    record SocketObject(int object, ConnectionIdentity identity) {}

    private final HeapDump dump;
    private final List<SocketObject> all = new ArrayList<>();
    private final Map<Integer, List<SocketObject>> byDescriptor = new HashMap<>();
    private final Map<Integer, List<SocketObject>> byRemotePort = new HashMap<>();

    SocketObjects(HeapDump dump) {
        this.dump = dump;
        dump.instances(SocketObjects::isSocket, this::add);
    }

    private static boolean isSocket(HeapClass one) {
        return JDK.stream().anyMatch(one::isA)
                || NATIVE_NETTY.matcher(one.name()).matches();
    }

    private void add(int object) {
        SocketObject found = new SocketObject(object, identity(object));
        all.add(found);
        byDescriptor
                .computeIfAbsent(found.identity().descriptor(), number -> new ArrayList<>())
                .add(found);
        End remote = found.identity().remote();
        if (remote != null) {
            byRemotePort
                    .computeIfAbsent(remote.port(), port -> new ArrayList<>())
                    .add(found);
        }
    }

    List<SocketObject> all() {
        return all;
    }

    /** Null where none is it. One that is closed by now is it too, if both its ends are. */
    @Nullable
    SocketObject find(ConnectionIdentity wanted) {
        for (SocketObject one : byDescriptor.getOrDefault(wanted.descriptor(), List.of())) {
            if (one.identity().isSameAs(wanted)) {
                return one;
            }
        }
        End remote = wanted.remote();
        if (remote == null) {
            return null;
        }
        for (SocketObject one : byRemotePort.getOrDefault(remote.port(), List.of())) {
            if (one.identity().isSameAs(wanted)) {
                return one;
            }
        }
        return null;
    }

    private ConnectionIdentity identity(int object) {
        HeapClass one = dump.classOf(object);
        if (one != null && one.isA("java.net.SocketImpl")) {
            int port = dump.integer(object, "port");
            int localPort = dump.integer(object, "localport");
            return identity(
                    isClosed(one, object) ? -1 : descriptor(dump.target(object, "fd")),
                    localPort <= 0 ? null : new End("", localPort),
                    port <= 0 ? null : new End(address(dump.target(object, "address")), port));
        }
        boolean jdk = one != null && one.name().startsWith("sun.nio.ch.");
        return identity(
                isClosed(one, object) ? -1 : descriptor(dump.target(object, jdk ? "fd" : "socket")),
                end(dump.target(object, jdk ? "localAddress" : "local")),
                end(dump.target(object, jdk ? "remoteAddress" : "remote")));
    }

    private static ConnectionIdentity identity(int descriptor, @Nullable End local, @Nullable End remote) {
        return new ConnectionIdentity(descriptor, local, remote, null, null, false);
    }

    /** ST_CLOSED of the two classes in JDK 17 to 25: a descriptor that is held back for a selector is not closed. */
    private boolean isClosed(@Nullable HeapClass one, int object) {
        int state = dump.integer(object, "state");
        if (one == null) {
            return false;
        }
        return one.isA("sun.nio.ch.NioSocketImpl")
                ? state == NIO_SOCKET_CLOSED
                : one.isA("sun.nio.ch.SocketChannelImpl") && state == CHANNEL_CLOSED;
    }

    /** Both the JDK's and Netty's FileDescriptor have it as {@code fd}. */
    private int descriptor(int holder) {
        if (holder < 0 || (dump.integer(holder, "state") & CLOSED_BIT) != 0) {
            return -1;
        }
        return dump.integer(holder, "fd");
    }

    private @Nullable End end(int socketAddress) {
        int holder = dump.target(socketAddress, "holder");
        return holder < 0 ? null : new End(address(dump.target(holder, "addr")), dump.integer(holder, "port"));
    }

    private String address(int inetAddress) {
        int six = dump.target(inetAddress, "holder6");
        if (six >= 0) {
            return HexFormat.of().formatHex(dump.byteArray(dump.target(six, "ipaddress")));
        }
        int holder = dump.target(inetAddress, "holder");
        return holder < 0 ? "" : HexFormat.of().toHexDigits(dump.integer(holder, "address"));
    }
}
