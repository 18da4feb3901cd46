package dev.lastack.snapshot;

import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.LostConnections;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.SnapshotFixtures;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotTest {

    private static final TimeWait MORE_THAN_THE_KERNEL_HAS = new TimeWait(40, 40, 0.7, 42, 0.001);

    static List<PathBuilder> paths() {
        Listener stuck = LostConnections.notAccepting()
                .codePaths()
                .get(0)
                .stuckListeners()
                .get(0);
        Stack stack = appStack("com.acme.web.Handler.run", 9);
        return List.of(
                client().closed(300, stack).burst(300, 600),
                server().closed(40, stack).burst(40, 90).burst(12, 30),
                server().closed(40, stack).stuck(stuck));
    }

    /** The bound is about TIME_WAIT: the run's history and its listeners stay for the rules about them. */
    @ParameterizedTest
    @MethodSource("paths")
    void pathBoundByTheKernelsCount_isOtherwiseTheSame(PathBuilder builder) {
        Snapshot snapshot = SnapshotFixtures.of(builder.timeWait(MORE_THAN_THE_KERNEL_HAS));
        CodePath before = snapshot.codePaths().get(0);

        CodePath bound = snapshot.withTimeWaitsOfKernel().codePaths().get(0);

        assertThat(bound.timeWait().now()).isEqualTo(12);
        assertThat(bound.timeWait().atMost()).isTrue();
        assertThat(bound).isEqualTo(before.with(before.open(), bound.timeWait(), before.traffic()));
        assertThat(bound.load()).isEqualTo(before.load());
        assertThat(bound.stuckListeners()).isEqualTo(before.stuckListeners());
    }
}
