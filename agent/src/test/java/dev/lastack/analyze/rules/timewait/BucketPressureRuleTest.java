package dev.lastack.analyze.rules.timewait;

import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.Findings;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.Hosts;
import dev.lastack.fixture.PathBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketPressureRuleTest {

    private static List<Finding> findings(Hosts host, PathBuilder... paths) {
        return Findings.of("time-wait/bucket-pressure", host, paths);
    }

    private static Hosts buckets(long max) {
        return Hosts.linux6().set("tcp_max_tw_buckets", max);
    }

    @Test
    void clientsAndServersTogether_countAgainstTheLimit() {
        assertThat(findings(buckets(100_000), client().rate(600), server().rate(733)))
                .isEmpty();
        Finding finding = findings(buckets(100_000), client().rate(600), server().rate(734))
                .get(0);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.connections()).isEqualTo(80_040);
        assertThat(finding.codePathId()).isEqualTo("p2");
        assertThat(finding.evidence())
                .containsEntry(EvidenceKey.MAX_TW_BUCKETS, 100_000L)
                .containsEntry(EvidenceKey.STEADY_STATE, 80_040.0)
                .containsEntry(EvidenceKey.OVERFLOWS, 0L);
        assertThat(finding.details()).contains("next: PriceClient.fetch(PriceClient.java:87) (44 %)");
        assertThat(finding.fix()).contains("sysctl -w net.ipv4.tcp_max_tw_buckets=262144");
    }

    @Test
    void firstSecondsOfABurst_sayNothing() {
        assertThat(findings(buckets(100_000), client().rate(3_000, 9_999))).isEmpty();
        assertThat(findings(buckets(100_000), client().rate(3_000, 10_000))).hasSize(1);
    }

    @Test
    void overflowWhileWeMakeTimeWait_isOurs() {
        Finding finding = findings(Hosts.linux6().counter("timeWaitOverflow", 100, 107), client().rate(1))
                .get(0);

        assertThat(finding.title()).contains("has overflowed while this process was filling it");
        assertThat(finding.details())
                .contains("the table overflowed 7 times since the watch began (TCPTimeWaitOverflow)");
    }

    @Test
    void overflowOfOthers_isNotOurs() {
        Hosts host = Hosts.linux6().counter("timeWaitOverflow", 100, 107);

        assertThat(findings(host)).isEmpty();
        assertThat(findings(host, client().shortInWindow(500))).isEmpty();
    }

    @Test
    void overflowBeforeTheWatch_isHistory() {
        assertThat(findings(Hosts.linux6().counter("timeWaitOverflow", 100, 100), client().rate(1)))
                .isEmpty();
    }

    @Test
    void unknownLimit_isNotGuessed() {
        assertThat(findings(Hosts.unreadable(), client().rate(9_000))).isEmpty();
    }
}
