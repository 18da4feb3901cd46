package dev.lastack.it;

import static dev.lastack.it.LifecyclePeer.DIALS;
import static dev.lastack.it.LifecyclePeer.FULL_BACKLOG;
import static dev.lastack.it.LifecyclePeer.NOBODY;
import static dev.lastack.it.LifecyclePeer.PEER;
import static dev.lastack.it.LifecyclePeer.SOCKS_PROXY;
import static dev.lastack.it.LifecyclePeer.TLS_PEER;

import java.util.List;
import java.util.stream.Stream;

/** The table. */
final class LifecycleRows {

    private static final String LOCAL = "local";
    private static final String REMOTE = "remote";
    private static final String SIMULTANEOUS = "simultaneous";
    private static final String RESET_BY_REMOTE = "resetByRemote";
    private static final String RESET_BY_LOCAL = "resetByLocal";

    private LifecycleRows() {}

    static Stream<LifecycleRow> all() {
        return Stream.of(
                        connects(),
                        failedConnects(),
                        accepts(),
                        halfCloses(),
                        remoteCloses(),
                        resets(),
                        releases(),
                        closesFromOutside(),
                        tls(),
                        others())
                .flatMap(List::stream);
    }

    private static List<LifecycleRow> connects() {
        return List.of(
                client("Connects", "socket", "socket").ended(LOCAL),
                client("Connects", "channel", "nio").ended(LOCAL),
                client("Connects", "nonBlockingChannel", "nio").ended(LOCAL),
                client("Connects", "adaptor", "nio").ended(LOCAL),
                client("Connects", "asynchronous", "aio").ended(LOCAL));
    }

    private static List<LifecycleRow> failedConnects() {
        return List.of(
                failing("refused"),
                failing("timedOut"),
                failing("timedOutAdaptor"),
                failing("givenUp"),
                failing("unresolved"));
    }

    private static List<LifecycleRow> accepts() {
        return List.of(
                server("socket", "socket").ended(LOCAL),
                server("socketRemoteFirst", "socket").openedIn("socket").ended(REMOTE),
                server("channel", "nio").ended(LOCAL),
                server("channelRemoteFirst", "nio").openedIn("channel").ended(REMOTE),
                server("nonBlockingChannel", "nio").ended(LOCAL),
                server("asynchronous", "aio").openedIn("").ended(LOCAL),
                server("asynchronousRemoteFirst", "aio").openedIn("").ended(REMOTE));
    }

    private static List<LifecycleRow> halfCloses() {
        return List.of(
                client("HalfCloses", "socketLocalFirst", "socket").ended(LOCAL),
                client("HalfCloses", "socketRemoteFirst", "socket").ended(REMOTE),
                client("HalfCloses", "socketInputThenWe", "socket").ended(LOCAL),
                client("HalfCloses", "socketInputThenRemote", "socket").ended(REMOTE),
                client("HalfCloses", "channelLocalFirst", "nio").ended(LOCAL),
                client("HalfCloses", "channelRemoteFirst", "nio").ended(REMOTE),
                client("HalfCloses", "channelInputThenWe", "nio").ended(LOCAL),
                client("HalfCloses", "channelInputThenRemote", "nio").ended(REMOTE),
                client("HalfCloses", "finsCross", "nio").ended(SIMULTANEOUS).leavesTimeWait());
    }

    private static List<LifecycleRow> remoteCloses() {
        return List.of(
                client("RemoteCloses", "socketEofThenClose", "socket").ended(REMOTE),
                client("RemoteCloses", "channelEofThenClose", "nio").ended(REMOTE),
                client("RemoteCloses", "asynchronousEofThenClose", "aio").ended(REMOTE),
                client("RemoteCloses", "closeWithoutReading", "socket").ended(REMOTE),
                client("RemoteCloses", "closeWithUnreadData", "socket").ended(REMOTE),
                client("RemoteCloses", "writeFails", "socket").ended(REMOTE),
                client("RemoteCloses", "channelWriteFails", "nio").ended(REMOTE),
                client("RemoteCloses", "socketEofNeverClosed", "socket")
                        .leftInCloseWait()
                        .finding("close-wait/eof-ignored"),
                client("RemoteCloses", "channelEofNeverClosed", "nio")
                        .leftInCloseWait()
                        .finding("close-wait/eof-ignored"),
                client("RemoteCloses", "socketNeverRead", "socket")
                        .leftInCloseWait()
                        .finding("close-wait/unread"),
                client("RemoteCloses", "channelNeverRead", "nio")
                        .leftInCloseWait()
                        .finding("close-wait/unread"),
                client("RemoteCloses", "asynchronousNeverRead", "aio")
                        .leftInCloseWait()
                        .finding("close-wait/unread"));
    }

    private static List<LifecycleRow> resets() {
        return List.of(
                client("RemoteResets", "socketReads", "socket").ended(RESET_BY_REMOTE),
                client("RemoteResets", "socketWrites", "socket").ended(RESET_BY_REMOTE),
                client("RemoteResets", "socketOnlyCloses", "socket").ended(RESET_BY_REMOTE),
                client("RemoteResets", "channelReads", "nio").ended(RESET_BY_REMOTE),
                client("RemoteResets", "channelOnlyCloses", "nio").ended(RESET_BY_REMOTE),
                client("RemoteResets", "asynchronousReads", "aio").ended(RESET_BY_REMOTE),
                client("LocalResets", "socketLingerZero", "socket").ended(RESET_BY_LOCAL),
                client("LocalResets", "channelLingerZero", "nio").ended(RESET_BY_LOCAL),
                client("LocalResets", "socketUnreadData", "socket").ended(RESET_BY_LOCAL),
                client("LocalResets", "channelUnreadData", "nio").ended(RESET_BY_LOCAL),
                client("LocalResets", "asynchronousUnreadData", "aio").ended(RESET_BY_LOCAL));
    }

    private static List<LifecycleRow> releases() {
        return List.of(
                client("Releases", "closedTwice", "socket").ended(LOCAL),
                client("Releases", "deferredThenFlushed", "nio")
                        .openedIn("registered")
                        .ended(LOCAL),
                client("Releases", "deferred", "nio").openedIn("registered").descriptorHeld(LOCAL),
                client("Releases", "deferredAfterRemoteClose", "nio")
                        .openedIn("registered")
                        .descriptorHeld(REMOTE),
                client("Releases", "deferredInCloseWait", "nio")
                        .openedIn("registered")
                        .leftInCloseWait()
                        .finding("close-wait/close-deferred"));
    }

    private static List<LifecycleRow> closesFromOutside() {
        return List.of(
                client("ClosesFromOutside", "socketReader", "socket").ended(LOCAL),
                client("ClosesFromOutside", "channelReader", "nio").ended(LOCAL),
                client("ClosesFromOutside", "channelInterrupted", "nio").ended(LOCAL),
                client("ClosesFromOutside", "virtualReader", "socket")
                        .sinceJava(21)
                        .ended(LOCAL),
                client("ClosesFromOutside", "virtualInterrupted", "socket")
                        .sinceJava(21)
                        .ended(LOCAL),
                client("ClosesFromOutside", "virtualConnects", "socket")
                        .sinceJava(21)
                        .openedIn("connect")
                        .ended(LOCAL));
    }

    private static List<LifecycleRow> tls() {
        return List.of(
                overTls("direct").ended(LOCAL),
                overTls("layeredAutoClose").ended(LOCAL),
                overTls("layeredNoAutoClose").ended(LOCAL),
                overTls("closeNotifyIsNoFin").ended(LOCAL),
                overTls("remoteFirst").ended(REMOTE));
    }

    private static List<LifecycleRow> others() {
        return List.of(
                LifecycleRow.of(SOCKS_PROXY, "SocksConnect", "connect", "socket")
                        .ended(LOCAL),
                LifecycleRow.of(NOBODY, "NotOurs", "unixDomain", "").noRecord(),
                LifecycleRow.of(NOBODY, "NotOurs", "datagrams", "").noRecord(),
                LifecycleRow.of(NOBODY, "NotOurs", "datagramsOfSocket", "").noRecord(),
                LifecycleRow.of(NOBODY, "NotOurs", "datagramsOfOwnSocket", "").noRecord(),
                LifecycleRow.of(NOBODY, "NotOurs", "pipe", "").noRecord());
    }

    private static LifecycleRow client(String program, String name, String transport) {
        return LifecycleRow.of(PEER, program, name, transport);
    }

    private static LifecycleRow server(String name, String transport) {
        return LifecycleRow.of(DIALS, "Accepts", name, transport);
    }

    private static LifecycleRow failing(String name) {
        return LifecycleRow.of(FULL_BACKLOG, "FailedConnects", name, "").noRecord();
    }

    private static LifecycleRow overTls(String name) {
        return LifecycleRow.of(TLS_PEER, "TlsCloses", name, "socket");
    }
}
