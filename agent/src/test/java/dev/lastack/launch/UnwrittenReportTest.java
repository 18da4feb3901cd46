package dev.lastack.launch;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.Findings;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.Sites;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnwrittenReportTest {

    @Test
    void eachErrorAndWarning_isALine() {
        PathBuilder path = client().open(3, connection().remoteClosed(10_000));

        assertThat(UnwrittenReport.lines(Findings.findings(path)))
                .first()
                .asString()
                .isEqualTo("lastack: error close-wait/unread, 3 connections, at"
                        + " com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
    }

    @Test
    void tenAreEnough() {
        PathBuilder[] paths = new PathBuilder[12];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = client().id("p" + i)
                    .openStack(Sites.appStack("com.acme.Client" + i + ".open", 1))
                    .open(connection().remoteClosed(10_000));
        }

        List<String> lines = UnwrittenReport.lines(Findings.findings(paths));

        assertThat(lines).hasSize(11).last().isEqualTo("lastack: and 2 more");
    }

    @Test
    void nothingWrong_isNoLine() {
        assertThat(UnwrittenReport.lines(List.of())).isEmpty();
    }
}
