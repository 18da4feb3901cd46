package dev.lastack.found;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Sites;
import dev.lastack.metrics.Reading;
import dev.lastack.metrics.ReadingFixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownFindingsTest {

    private final KnownFindings known = new KnownFindings(1_000_000);

    @Test
    void endlesslyManyOnes_takeBoundedRoom_andTheLastAreKnown() {
        for (int i = 0; i < 2 * KnownFindings.MOST; i++) {
            assertThat(known.unknownAmong(List.of(numbered(i)), i)).hasSize(1);
        }

        assertThat(known.unknownAmong(List.of(numbered(2 * KnownFindings.MOST - 1)), 2 * KnownFindings.MOST))
                .isEmpty();
        assertThat(known.unknownAmong(List.of(numbered(0)), 2 * KnownFindings.MOST))
                .hasSize(1);
    }

    private static final Reading ONE =
            ReadingFixtures.of(client().open(2, connection().remoteClosed(90_000)));

    private static NewFinding numbered(int number) {
        NewFinding one = NewFinding.all(ONE.findings(), ONE.snapshot()).get(0);
        dev.lastack.analyze.finding.Finding finding = one.finding();
        return new NewFinding(
                new dev.lastack.analyze.finding.Finding(
                        finding.rule(),
                        finding.severity(),
                        finding.title(),
                        finding.connections(),
                        Sites.app("com.acme.Numbered.number" + number, 1),
                        finding.culpritNote(),
                        finding.codePathId(),
                        finding.codePathIds(),
                        finding.evidence(),
                        finding.details(),
                        finding.why(),
                        finding.fix(),
                        finding.pool()),
                one.path(),
                one.snapshot());
    }
}
