package dev.lastack.analyze.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MillisTest {

    private static final Instant FROM = Instant.parse("2026-11-28T01:20:00.999600Z");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 399_999, 400_000, 999_999, 1_000_000, 1_400_001, 86_400_000_000_001L})
    void between_isWhatADurationSays(long nanos) {
        Instant later = FROM.plusNanos(nanos);

        assertThat(Millis.between(FROM, later))
                .isEqualTo(Duration.between(FROM, later).toMillis());
        assertThat(Millis.between(later, FROM))
                .isEqualTo(Duration.between(later, FROM).toMillis());
    }
}
