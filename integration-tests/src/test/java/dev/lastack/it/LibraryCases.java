package dev.lastack.it;

import dev.lastack.it.harness.EventReader;
import dev.lastack.it.harness.HttpPeer;
import dev.lastack.it.harness.PostgresPeer;
import dev.lastack.it.harness.RedisPeer;
import dev.lastack.it.harness.ScriptedPeers;
import java.util.stream.Stream;

/** The corpus. */
final class LibraryCases {

    private static final String UNREAD = "close-wait/unread";

    private LibraryCases() {}

    static Stream<LibraryCase> all() {
        return Stream.of(
                LibraryCase.of("RefusedByPostgres", "pgjdbc", new PostgresPeer())
                        .inTwoVersions()
                        .found(UNREAD, "RefusedByPostgres.logIn"),
                LibraryCase.of("IdleJedisPool", "jedis", new RedisPeer()).found(UNREAD, "IdleJedisPool.pingAll"),
                LibraryCase.of("IdleApachePool", "httpclient", HttpPeer.ok(2)).found(UNREAD, "IdleApachePool.fetchAll"),
                LibraryCase.of("UnclosedOkHttpBody", "okhttp", HttpPeer.notFound())
                        .found(UNREAD, "UnclosedOkHttpBody.fetch"),
                LibraryCase.of("UnclosedOkHttpCallback", "okhttp", HttpPeer.notFound())
                        .found(UNREAD, "UnclosedOkHttpCallback.enqueue"),
                LibraryCase.of("UnreadErrorStream", "", HttpPeer.notFound()).found(UNREAD, "UnreadErrorStream.fetch"),
                LibraryCase.of("ResponseCodeOnly", "", HttpPeer.notFound()).found(UNREAD, "ResponseCodeOnly.check"),
                LibraryCase.of("UnreadHttpBody", "", HttpPeer.ok(300_000))
                        .leaving(10, "ESTABLISHED")
                        .found("open/stalled-unread-data", "UnreadHttpBody.fetch"),
                LibraryCase.of("EndlessEvents", "tomcat", raw -> {})
                        .listening(LibraryCases::leavingReader)
                        .found(UNREAD, "EventServlet.doGet"),
                LibraryCase.of("PausedResponses", "vertx", HttpPeer.ok(2))
                        .inTwoVersions()
                        .found(UNREAD, "PausedResponses$Pausing.handle"),
                LibraryCase.of("NettyReadingOff", "netty-4.1", raw -> {})
                        .listening(mode -> raw -> {})
                        .found(UNREAD, "NettyReadingOff$Waiting.channelRead"),
                LibraryCase.of("NettyHalfClosure", "netty-4.1", raw -> {})
                        .listening(mode -> raw -> {})
                        .found("close-wait/eof-ignored", "NettyHalfClosure$Deaf.channelRead"),
                LibraryCase.of("DroppedSockets", "", ScriptedPeers.PLAIN)
                        .leaving(0, "CLOSE_WAIT")
                        .found("close-wait/reclaimed-by-gc", "DroppedSockets.openAndForget"),
                LibraryCase.of("DroppedChannels", "", ScriptedPeers.PLAIN)
                        .found("close-wait/unreachable", "DroppedChannels.openAndForget"));
    }

    /** A good server ends its answer, and the client leaves when it has that end too. */
    private static EventReader leavingReader(String mode) {
        return new EventReader(mode.equals("bad") ? "data: hello\n\n\r\n" : "\r\n0\r\n\r\n");
    }
}
