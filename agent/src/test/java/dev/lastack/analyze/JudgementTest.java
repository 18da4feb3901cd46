package dev.lastack.analyze;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.Sites.app;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.rules.Rule;
import dev.lastack.config.Settings;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often a rule is asked: the same on every machine. */
class JudgementTest {

    private static final Stack CLOSER = appStack("com.acme.Pool.evict", 12);

    private int asked;
    private int judged;

    /** Blames the one line that closes what all the others open. */
    private final class CloserRule implements Rule {

        @Override
        public String id() {
            return "close-wait/slow-close";
        }

        @Override
        public long affected(CodePath path, Snapshot snapshot, Settings settings) {
            asked++;
            return path.opened();
        }

        @Override
        public Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
            judged++;
            return Optional.of(new Verdict(Severity.WARNING, "title", "why", "fix")
                    .finding(id(), path, path.opened(), new Culprit(CLOSER.culprit(), "", ""), Map.of(), List.of()));
        }
    }

    /** It was judged anew with each of them: 2,000 code paths took a processor for tens of seconds at the JVM's end. */
    @Test
    void oneLineThatClosesWhatThousandsOpen_isJudgedOnceWithAllOfThem() {
        int paths = 2_000;
        List<PathBuilder> builders = new ArrayList<>();
        for (int i = 0; i < paths; i++) {
            builders.add(client().id("p" + i)
                    .openStack(appStack("com.acme.Client" + i + ".call", 7))
                    .open(connection()));
        }
        Snapshot snapshot = SnapshotFixtures.of(builders.toArray(PathBuilder[]::new));
        Judgement judgement = new Judgement(new CloserRule(), snapshot, Settings.DEFAULTS);
        snapshot.codePaths().forEach(path -> judgement.judge(List.of(path)));

        assertThat(judgement.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.culprit()).isEqualTo(app("com.acme.Pool.evict", 12));
            assertThat(finding.codePathIds()).hasSize(paths);
        });
        assertThat(judged).as("each alone, and all together").isEqualTo(paths + 1);
        assertThat(asked).isEqualTo(2 * paths);
    }
}
