package dev.lastack.analyze;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.Sites.app;
import static dev.lastack.fixture.Sites.library;
import static dev.lastack.fixture.Sites.stack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.fixture.Hosts;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Issue 18, 1: a gRPC channel for each call, of which some connect on the caller's thread and some on the library's. */
class LibraryThreadsTest {

    private static final Site CONNECT = library("io.netty.channel.epoll.AbstractEpollChannel.connect", 1);
    private static final Site TRANSPORT = library("io.grpc.netty.NettyClientTransport.start", 260);
    private static final Stack OWN = stack(CONNECT, TRANSPORT, library("io.grpc.internal.Executor.run", 9));

    private static Stack calledBy(String method) {
        return stack(CONNECT, TRANSPORT, app(method, 5));
    }

    private static PathBuilder left(String id, Stack openedBy, int count, long offsetMillis) {
        PathBuilder path = client().id(id).openStack(openedBy);
        for (int i = count - 1; i >= 0; i--) {
            path.open(connection().opened(i * 200L + offsetMillis).idle(i * 200L + offsetMillis - 5));
        }
        return path;
    }

    private static List<Finding> growing(PathBuilder... paths) {
        return Findings.atExit(Hosts.linux6(), paths).stream()
                .filter(finding -> finding.rule().equals("open/growing"))
                .toList();
    }

    @Test
    void fewOfEach_areTheCallersTogether() {
        List<Finding> findings =
                growing(left("own", OWN, 12, 20), left("called", calledBy("com.acme.Prices.fetch"), 8, 120));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.culprit()).hasToString("com.acme.Prices.fetch(Prices.java:5)");
            assertThat(finding.evidence()).containsEntry(EvidenceKey.OPENED, 20L);
            assertThat(finding.codePathIds()).containsExactly("called", "own");
        });
    }

    @Test
    void oneOfTwoCallers_isNotPickedOut() {
        assertThat(growing(
                        left("own", OWN, 12, 20),
                        left("a", calledBy("com.acme.Prices.fetch"), 8, 120),
                        left("b", calledBy("com.acme.Stock.fetch"), 8, 70)))
                .isEmpty();
    }

    @Test
    void otherLibraries_andOtherRemotes_areOthersAffair() {
        Stack other = stack(CONNECT, library("com.other.Client.open", 3), library("com.other.Worker.run", 4));
        assertThat(growing(left("own", other, 12, 20), left("a", calledBy("com.acme.Prices.fetch"), 8, 120)))
                .isEmpty();
        assertThat(growing(
                        left("own", OWN, 12, 20).peer("10.0.0.6:8443"),
                        left("a", calledBy("com.acme.Prices.fetch"), 8, 120)))
                .isEmpty();
    }
}
