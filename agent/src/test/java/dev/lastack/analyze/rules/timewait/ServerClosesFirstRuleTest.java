package dev.lastack.analyze.rules.timewait;

import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.Findings;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.Hosts;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.snapshot.TimeWait;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerClosesFirstRuleTest {

    private static List<Finding> findings(PathBuilder... paths) {
        return Findings.of("time-wait/server-closes-first", Hosts.linux6(), paths);
    }

    @Test
    void beginsAtTheSetting_andIsNeverMoreThanInfo() {
        assertThat(findings(server().rate(99 / 60.0))).isEmpty();
        Finding finding = findings(server().closed(100, appStack("com.acme.web.Handler.handle", 70))
                        .rate(100 / 60.0))
                .get(0);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.connections()).isEqualTo(100);
        assertThat(finding.culprit()).hasToString("com.acme.web.Handler.handle(Handler.java:70)");
        assertThat(finding.culpritNote()).isEqualTo("closes here");
        assertThat(finding.why()).contains("it does not use up client ports here");
    }

    @Test
    void busyClient_isTheExceptionFromTenThousandOn() {
        assertThat(findings(server().rate(300).topClient("10.0.0.3", 9_999))
                        .get(0)
                        .details())
                .contains("busiest client address: 10.0.0.3, 9,999 entries");
        assertThat(findings(server().rate(300).topClient("10.0.0.3", 10_000))
                        .get(0)
                        .details())
                .contains("busiest client address: 10.0.0.3, 10,000 entries; so many of one address are the exception,"
                        + " they hold its ports to this server");
    }

    @Test
    void burstOfLongAgo_isSilent() {
        assertThat(findings(server().rate(100).timeWait(new TimeWait(90_000, 0, 0, 0, 0))))
                .isEmpty();
    }

    @Test
    void serverWhoseClientsCloseFirst_isSilent() {
        assertThat(findings(server().shortInWindow(5_000), client().rate(100))).isEmpty();
    }
}
