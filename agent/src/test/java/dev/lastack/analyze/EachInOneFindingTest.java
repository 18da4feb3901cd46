package dev.lastack.analyze;

import static dev.lastack.analyze.Findings.THRESHOLD;
import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.app;
import static dev.lastack.fixture.Sites.appStack;
import static dev.lastack.fixture.Sites.library;
import static dev.lastack.fixture.Sites.stack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.leak.LeakState;
import dev.lastack.config.Settings;
import dev.lastack.fixture.ConnectionBuilder;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Stack;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However it is known who has a leaked connection, by its framework, by its thread, by what was seen, or by several of
 * them that do not agree: it is in one finding, and no finding has one too many.
 */
class EachInOneFindingTest {

    private static final int ROUNDS = 200;

    private static final List<String> HANDLERS =
            List.of("com.acme.web.Orders.order", "com.acme.web.Events.open", "com.acme.web.Reports.print");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachLeakedConnection_isInOneFinding(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Snapshot snapshot = SnapshotFixtures.of(paths(random));

            List<Finding> findings = Analyzer.analyze(snapshot, Settings.DEFAULTS).stream()
                    .filter(finding -> !finding.leaked().isEmpty())
                    .toList();

            List<OpenConnection> told = findings.stream()
                    .map(Finding::leaked)
                    .flatMap(Collection::stream)
                    .toList();
            assertThat(told)
                    .as("round %d of seed %d", round, seed)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(leaked(snapshot));
            assertThat(findings).allSatisfy(EachInOneFindingTest::isOfItsHandlerAlone);
        }
    }

    private static void isOfItsHandlerAlone(Finding finding) {
        assertThat(finding.connections()).isEqualTo(finding.leaked().size());
        Handled named = finding.handled();
        Set<String> known = finding.leaked().stream()
                .map(OpenConnection::handled)
                .filter(handled -> handled != null)
                .map(handled -> handled.site().toString())
                .collect(Collectors.toSet());
        if (named != null) {
            assertThat(known).containsExactly(named.site().toString());
        }
    }

    private static List<OpenConnection> leaked(Snapshot snapshot) {
        return snapshot.codePaths().stream()
                .flatMap(path -> path.open().stream())
                .filter(connection -> LeakState.of(connection, snapshot.takenAt(), Settings.DEFAULTS) != LeakState.FINE)
                .toList();
    }

    private static PathBuilder[] paths(Random random) {
        PathBuilder[] paths = new PathBuilder[1 + random.nextInt(3)];
        int id = 1_024;
        for (int i = 0; i < paths.length; i++) {
            paths[i] = server().id("p" + i).peer("0.0.0.0:" + (8080 + i));
            for (int n = random.nextInt(9); n > 0; n--) {
                paths[i].open(any(random).remote("10.0.0.9:" + id++));
            }
        }
        return paths;
    }

    private static ConnectionBuilder any(Random random) {
        ConnectionBuilder builder = connection();
        switch (random.nextInt(4)) {
            case 0 -> builder.remoteClosed(THRESHOLD + random.nextInt(5_000));
            case 1 -> builder.remoteClosed(THRESHOLD).eof(somewhere(random));
            case 2 -> builder.reset(THRESHOLD);
            default -> builder.remoteClosed(THRESHOLD / 2); // fine
        }
        if (random.nextBoolean()) {
            builder.lastRead(somewhere(random), 9_000);
        }
        if (random.nextBoolean()) {
            Evidence.Kind kind = random.nextBoolean() ? Evidence.Kind.READER_NOW : Evidence.Kind.ASYNC_STARTED;
            builder.evidence(kind, somewhere(random), 9_000);
        }
        if (random.nextInt(4) > 0) {
            builder.handled(handled(random));
        }
        return builder;
    }

    private static Handled handled(Random random) {
        String handler = HANDLERS.get(random.nextInt(HANDLERS.size()));
        Handled.Kind[] kinds = Handled.Kind.values();
        return new Handled(
                app(handler, 10),
                kinds[random.nextInt(kinds.length)],
                random.nextBoolean() ? "GET /" + random.nextInt(2) : null,
                random.nextBoolean(),
                null);
    }

    /** In one of the handlers, or in what all of them share. */
    private static Stack somewhere(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> appStack("com.acme.web.Shared.read", 7);
            case 1 -> stack(library("java.net.Socket.read", 1), app("com.acme.web.Shared.read", 7), inside(random));
            default -> stack(library("java.lang.Object.wait", 1), inside(random));
        };
    }

    private static Site inside(Random random) {
        return app(HANDLERS.get(random.nextInt(HANDLERS.size())), 11 + random.nextInt(2));
    }
}
