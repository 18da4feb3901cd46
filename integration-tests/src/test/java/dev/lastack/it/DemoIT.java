package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.Finding;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demonstration keeps its word: each fault is found where it is, and its healthy twin is left in peace. */
class DemoIT {

    private static final int CONNECTIONS = 6;
    private static final String ORDERS = "dev.lastack.demo.orders.";

    @ParameterizedTest
    @CsvSource({
        "PriceFeedEofIgnored, close-wait/eof-ignored, PriceFeedEofIgnored.price",
        "StalePoolConnections, close-wait/unread, StalePoolConnections.askForStock",
        "ResponseBodyForgotten, close-wait/unread, ResponseBodyForgotten.isKnown",
        "StuckHandler, close-wait/unread, StuckHandler.confirmOrder",
        "SlowClose, close-wait/slow-close, SlowClose.book",
        "SocketDropped, close-wait/reclaimed-by-gc, SocketDropped.notifyCourier",
        "ChannelDropped, close-wait/unreachable, ChannelDropped.reserve",
        "CloseWithoutSelect, close-wait/close-deferred, CloseWithoutSelect.run",
        "AbortWithoutSelect, close-wait/close-deferred, AbortWithoutSelect.run",
        "UnreadStream, open/stalled-unread-data, UnreadStream.isThere",
    })
    void fault_isFoundWithItsNumberAndPlace(String scenario, String rule, String culprit) {
        Finding finding = run(scenario).report().finding(rule);

        assertThat(finding.connections()).isEqualTo(CONNECTIONS);
        assertThat(finding.culprit()).startsWith(ORDERS + culprit + "(");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PriceFeedClosed",
                "PoolConnectionsEvicted",
                "ResponseBodyClosed",
                "HandlerFinishes",
                "PromptClose",
                "SocketClosed",
                "ChannelClosed",
                "CloseThenSelectNow",
                "StreamReadAndClosed",
            })
    void healthyTwin_isLeftInPeace(String scenario) {
        assertThat(run(scenario).report().findingsAboveInfo()).isEmpty();
    }

    private static FinishedJvm run(String scenario) {
        return ForkedJvm.runningJar(Layout.demoJar())
                .withReport("close-wait-threshold=300ms", "stalled-threshold=300ms")
                .args("--only=" + scenario, "--connections=" + CONNECTIONS)
                .run()
                .succeeded();
    }
}
