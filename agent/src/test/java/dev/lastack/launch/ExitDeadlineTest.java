package dev.lastack.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExitDeadlineTest {

    private static final long BEGAN = 1_000_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private final ExitDeadline deadline = new ExitDeadline(BEGAN, Duration.ofSeconds(5));

    @Test
    void hostThatGivesAProcessor_isNotWaitedForLonger() {
        assertThat(deadline.nanos()).isEqualTo(BEGAN + 5 * SECOND);
        assertThat(deadline.nanos(0)).isEqualTo(BEGAN + 5 * SECOND);
        assertThat(deadline.nanos(-1)).isEqualTo(BEGAN + 5 * SECOND);
    }

    @Test
    void timeWithoutAProcessor_doesNotCount() {
        deadline.starved(2 * SECOND);
        deadline.starved(-1);

        assertThat(deadline.nanos()).isEqualTo(BEGAN + 7 * SECOND);
        assertThat(deadline.nanos(3 * SECOND)).isEqualTo(BEGAN + 10 * SECOND);
    }

    @Test
    void fourTimesAsLong_isTheMost() {
        assertThat(deadline.nanos(1_000 * SECOND)).isEqualTo(BEGAN + 20 * SECOND);
    }

    @Test
    void aFifthIsKeptForWriting_howeverLongTheRestHasTaken() {
        deadline.writes(BEGAN + 2 * SECOND);
        assertThat(deadline.nanos()).isEqualTo(BEGAN + 5 * SECOND);

        deadline.writes(BEGAN + 7 * SECOND);
        assertThat(deadline.nanos()).isEqualTo(BEGAN + 8 * SECOND);
    }
}
