package dev.lastack.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogReceiverTest {

    private static final long SECOND = 1_000_000_000L;

    private long now = -5 * SECOND;
    private final List<String> lines = new ArrayList<>();
    private final LogReceiver log = new LogReceiver(lines::add, () -> now);

    @Test
    void line_saysWhatAndWhere() {
        log.deliver(Told.message());

        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith(
                                "lastack: new error close-wait/unread"
                                        + " at com.acme.orders.PriceClient.fetch(PriceClient.java:87), client of 10.0.0.5:8443: ")
                        .endsWith(" (2 connections)")
                        .hasLineCount(1));
    }

    @Test
    void ofMany_theFirstOfEachMinuteAreSaid_andHowManyWereNot() {
        for (int i = 0; i < 500; i++) {
            log.deliver(Told.message());
        }
        assertThat(lines).hasSize(LogReceiver.MOST + 1);
        assertThat(lines.get(LogReceiver.MOST)).contains("not said").hasLineCount(1);

        now += 61 * SECOND;
        log.deliver(Told.message());

        assertThat(lines).hasSize(LogReceiver.MOST + 3);
        assertThat(lines.get(LogReceiver.MOST + 1))
                .isEqualTo("lastack: " + (500 - LogReceiver.MOST) + " new findings were not said");
        assertThat(lines.get(LogReceiver.MOST + 2)).startsWith("lastack: new error ");
    }
}
