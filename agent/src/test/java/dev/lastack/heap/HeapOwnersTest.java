package dev.lastack.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastack.heap.ConnectionIdentity.End;
import dev.lastack.heap.hprof.HeapDump;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapOwnersTest {

    private static final Instant BEFORE = Instant.ofEpochMilli(DumpBuilder.WRITTEN_AT - 60_000);
    private static final Instant AFTER = Instant.ofEpochMilli(DumpBuilder.WRITTEN_AT + 1_000);

    @TempDir
    private Path folder;

    private final DumpBuilder dump = new DumpBuilder();

    @BeforeEach
    void jdk() {
        dump.type("java.lang.Object", null)
                .type("java.lang.String", "java.lang.Object", "value")
                .type("java.lang.Thread", "java.lang.Object", "name", "target")
                .type("java.lang.ref.Reference", "java.lang.Object", "referent", "next")
                .type("java.lang.ref.WeakReference", "java.lang.ref.Reference")
                .type("java.io.FileDescriptor", "java.lang.Object", "fd:int")
                .type("java.net.Inet4Address", "java.lang.Object", "holder")
                .type("java.net.InetAddress$InetAddressHolder", "java.lang.Object", "address:int")
                .type("java.net.Inet6Address", "java.lang.Object", "holder6")
                .type("java.net.Inet6Address$Inet6AddressHolder", "java.lang.Object", "ipaddress")
                .type("java.net.InetSocketAddress", "java.lang.Object", "holder")
                .type("java.net.InetSocketAddress$Holder", "java.lang.Object", "addr", "port:int")
                .type(
                        "sun.nio.ch.SocketChannelImpl",
                        "java.lang.Object",
                        "fd",
                        "localAddress",
                        "remoteAddress",
                        "state:int")
                .type("sun.nio.ch.SelectionKeyImpl", "java.lang.Object", "channel")
                .type("sun.nio.ch.SelectorImpl", "java.lang.Object", "keys")
                .type("java.util.ArrayList", "java.lang.Object", "elementData")
                .type("java.lang.Object[]", "java.lang.Object")
                .type("java.util.HashMap", "java.lang.Object", "table")
                .type("java.util.HashMap$Node[]", "java.lang.Object")
                .type("java.util.HashMap$Node", "java.lang.Object", "key", "value", "next")
                .type("com.acme.Client", "java.lang.Object", "channel");
    }

    private long channel(int fd, int localPort) {
        return channel(fd, localPort, 2);
    }

    private long channel(int fd, int localPort, int state) {
        return dump.object(
                "sun.nio.ch.SocketChannelImpl",
                dump.object("java.io.FileDescriptor", fd),
                address(0x7f000001, localPort),
                address(0x0a000005, 443),
                state);
    }

    private long address(int ip, int port) {
        long holder = dump.object("java.net.InetAddress$InetAddressHolder", ip);
        return dump.object(
                "java.net.InetSocketAddress",
                dump.object("java.net.InetSocketAddress$Holder", dump.object("java.net.Inet4Address", holder), port));
    }

    private static ConnectionIdentity identity(int fd, int localPort) {
        return new ConnectionIdentity(
                fd, End.parse("127.0.0.1:" + localPort), End.parse("10.0.0.5:443"), BEFORE, null, false);
    }

    private void staticField(String type, String field, long value) {
        dump.type(type, "java.lang.Object", Map.of(field, value));
    }

    private List<Owner> owners(ConnectionIdentity... connections) throws IOException {
        return open(dump.build()).of(List.of(connections));
    }

    private HeapOwners open(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("heap.hprof"), bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            return new HeapOwners(HeapDump.read(channel));
        }
    }

    @Test
    void pathEndsAtTheProgramsField_andShowsTheKey() throws IOException {
        long client = dump.object("com.acme.Client", channel(7, 40_000));
        long node = dump.object("java.util.HashMap$Node", dump.string("eu-1"), client, 0);
        long map = dump.object("java.util.HashMap", dump.array("java.util.HashMap$Node[]", 0, node));
        staticField("com.acme.Registry", "pool", map);

        assertThat(owners(identity(7, 40_000)))
                .containsExactly(new Owner(
                        Owner.Kind.HELD,
                        "static Registry.pool -> HashMap[\"eu-1\"] -> Client.channel",
                        "com.acme.Client.channel",
                        1));
    }

    @Test
    void onePathWithManyIndexes_isOneGroup_andTheLargestComesFirst() throws IOException {
        staticField("com.acme.Other", "one", channel(6, 40_006));
        long array = dump.array(
                "java.lang.Object[]", channel(7, 40_007), channel(8, 40_008), channel(9, 40_009), channel(10, 40_010));
        staticField("com.acme.App", "forgotten", dump.object("java.util.ArrayList", array));

        assertThat(owners(
                        identity(6, 40_006),
                        identity(7, 40_007),
                        identity(8, 40_008),
                        identity(9, 40_009),
                        identity(10, 40_010)))
                .extracting(Owner::connections, Owner::path)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(4, "static App.forgotten -> ArrayList[*]"),
                        org.assertj.core.api.Assertions.tuple(1, "static Other.one"));
    }

    /** Each node of it holds a connection and the next node: two of a chain must not be two paths. */
    @Test
    void chainOfTheProgram_isOneGroup_howeverLong() throws IOException {
        dump.type("com.acme.Node", "java.lang.Object", "link", "channel")
                .type("com.acme.Link", "java.lang.Object", "next");
        List<ConnectionIdentity> all = new java.util.ArrayList<>();
        long node = 0;
        for (int i = 0; i < 500; i++) {
            long link = node == 0 ? 0 : dump.object("com.acme.Link", node);
            node = dump.object("com.acme.Node", link, channel(1_000 + i, 41_000 + i));
            all.add(identity(1_000 + i, 41_000 + i));
        }
        staticField("com.acme.Chain", "first", node);

        assertThat(owners(all.toArray(ConnectionIdentity[]::new)))
                .extracting(Owner::connections, Owner::path, Owner::holder)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                499,
                                "static Chain.first -> Node.link[*] -> Link.next -> Node.channel",
                                "com.acme.Node.channel"),
                        org.assertj.core.api.Assertions.tuple(
                                1, "static Chain.first -> Node.channel", "com.acme.Node.channel"));
    }

    /** A path without repetition: its ends say whose it is. */
    @Test
    void longPath_isShortenedInItsMiddle() throws IOException {
        long held = channel(7, 40_000);
        for (int i = 20; i > 0; i--) {
            dump.type("com.acme.Part" + i, "java.lang.Object", "part");
            held = dump.object("com.acme.Part" + i, held);
        }
        staticField("com.acme.App", "whole", held);

        assertThat(owners(identity(7, 40_000)))
                .extracting(Owner::path)
                .containsExactly("static App.whole -> Part1.part -> Part2.part -> Part3.part -> ... 11 more ..."
                        + " -> Part15.part -> Part16.part -> Part17.part -> Part18.part -> Part19.part -> Part20.part");
    }

    @Test
    void weakReferences_holdNothing_andLastAckNeither() throws IOException {
        long channel = channel(7, 40_000);
        staticField("com.acme.Weak", "cache", dump.object("java.lang.ref.WeakReference", channel, 0));
        staticField("dev.lastack.track.Table", "all", channel);
        dump.thread(
                dump.object("java.lang.Thread", dump.string("lastack-watcher"), channel), "com.acme.Client", "run", 1);

        assertThat(owners(identity(7, 40_000))).extracting(Owner::kind).containsExactly(Owner.Kind.UNREACHABLE);
    }

    @Test
    void threadIsARoot_withItsNameAndWhereItStands() throws IOException {
        long thread = dump.object(
                "java.lang.Thread", dump.string("worker-12"), dump.object("com.acme.Client", channel(7, 40_000)));
        int serial = dump.thread(thread, "com.acme.Client", "await", 42);
        dump.local(channel(8, 40_008), serial);

        assertThat(owners(identity(7, 40_000), identity(8, 40_008)))
                .extracting(Owner::path)
                .containsExactlyInAnyOrder(
                        "thread \"worker-*\" at com.acme.Client.await(App.java:42) -> Client.channel",
                        "thread \"worker-*\" at com.acme.Client.await(App.java:42): a local variable");
    }

    @Test
    void longerPath_goesBeforeTheSelectorsKey() throws IOException {
        long channel = channel(7, 40_000);
        long key = dump.object("sun.nio.ch.SelectionKeyImpl", channel);
        staticField(
                "com.acme.Loop",
                "selector",
                dump.object("sun.nio.ch.SelectorImpl", dump.array("java.lang.Object[]", key)));
        long list = dump.object(
                "java.util.ArrayList", dump.array("java.lang.Object[]", dump.object("com.acme.Client", channel)));
        staticField(
                "com.acme.App", "nested", dump.object("java.util.ArrayList", dump.array("java.lang.Object[]", list)));

        assertThat(owners(identity(7, 40_000)))
                .singleElement()
                .satisfies(owner -> assertThat(owner.path())
                        .startsWith("static App.nested -> ")
                        .endsWith(" -> Client.channel"));
    }

    @Test
    void onlyTheSelectorHasIt_isSaid() throws IOException {
        long key = dump.object("sun.nio.ch.SelectionKeyImpl", channel(7, 40_000));
        staticField(
                "com.acme.Loop",
                "selector",
                dump.object("sun.nio.ch.SelectorImpl", dump.array("java.lang.Object[]", key)));

        assertThat(owners(identity(7, 40_000)))
                .extracting(Owner::path)
                .containsExactly("static Loop.selector -> Selector (only its key has it)");
    }

    @Test
    void numberThatWasUsedAgain_isAnotherConnection() throws IOException {
        staticField("com.acme.App", "later", channel(7, 50_000));

        assertThat(owners(identity(7, 40_000))).extracting(Owner::kind).containsExactly(Owner.Kind.ABSENT);
    }

    @Test
    void closedMeanwhile_isSaid() throws IOException {
        staticField("com.acme.App", "closed", channel(-1, 40_000, 4));

        assertThat(owners(identity(7, 40_000))).extracting(Owner::kind).containsExactly(Owner.Kind.CLOSED);
    }

    @Test
    void openBeforeAndAfterTheDump_andNotInIt_isUnreachable() throws IOException {
        ConnectionIdentity still = new ConnectionIdentity(7, null, End.parse("10.0.0.5:443"), BEFORE, AFTER, false);
        ConnectionIdentity perhaps = new ConnectionIdentity(8, null, End.parse("10.0.0.5:443"), BEFORE, BEFORE, false);

        assertThat(owners(still, perhaps))
                .extracting(Owner::kind)
                .containsExactly(Owner.Kind.UNREACHABLE, Owner.Kind.ABSENT);
    }

    @Test
    void addressesOfIPv6_agree_alsoWhereTheyAreIPv4() throws IOException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 5};
        long six = dump.object(
                "java.net.Inet6Address", dump.object("java.net.Inet6Address$Inet6AddressHolder", dump.bytes(mapped)));
        long remote =
                dump.object("java.net.InetSocketAddress", dump.object("java.net.InetSocketAddress$Holder", six, 443));
        long channel =
                dump.object("sun.nio.ch.SocketChannelImpl", dump.object("java.io.FileDescriptor", 7), 0, remote, 2);
        staticField("com.acme.App", "six", channel);

        assertThat(owners(identity(7, 40_000))).extracting(Owner::path).containsExactly("static App.six");
        assertThat(End.parse("[::ffff:10.0.0.5]:443")).isEqualTo(End.parse("10.0.0.5:443"));
        assertThat(End.parse("[fe80::1%eth0]:1")).isEqualTo(End.parse("[fe80:0:0:0:0:0:0:1]:1"));
        assertThat(End.parse("example.org:80")).isNull();
    }

    @Test
    void whatIsNoWholeDump_isSaidSo() {
        staticField("com.acme.App", "one", channel(7, 40_000));
        byte[] whole = dump.build();

        assertThatThrownBy(() -> open(Arrays.copyOf(whole, whole.length - 100)))
                .isInstanceOf(IOException.class)
                .hasMessage("it is cut off");
        int end = 9; // what HotSpot writes behind the last segment
        assertThatThrownBy(() -> open(Arrays.copyOf(whole, whole.length - end)))
                .isInstanceOf(IOException.class)
                .hasMessage("it is cut off: the end of the heap is missing");
        assertThatThrownBy(() -> open("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessage("it is no heap dump of a JVM (HPROF)");
    }
}
