package dev.lastack.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleControlTest {

    private static final long MILLI = 1_000_000L;

    private final ThrottleControl control = new ThrottleControl();
    private long now = 5_000 * MILLI;

    /** Asked each millisecond. */
    private int accepted(int millis) {
        int accepted = 0;
        for (int i = 0; i < millis; i++) {
            now += MILLI;
            accepted += control.accept(now) ? 1 : 0;
        }
        return accepted;
    }

    @Test
    void rate_boundsHowManyPass() {
        control.setValue("100/s");
        assertThat(accepted(10_000)).isBetween(1_000, 1_101);

        control.setValue("30/m");
        assertThat(accepted(10_000)).isBetween(4, 7);

        control.setValue("0/s");
        assertThat(accepted(1_000)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "", "100", "100/x", "many/s", "-1/s"})
    void whatIsNoRate_throttlesNothing(String setting) {
        control.setValue(setting);

        assertThat(accepted(1_000)).isEqualTo(1_000);
        assertThat(control.getValue()).isEqualTo(setting);
    }

    @Test
    void ofSeveralRecordings_theOneThatWantsMostCounts() {
        assertThat(control.combine(Set.of("10/s", "100/m", "5/s"))).isEqualTo("10/s");
        assertThat(control.combine(Set.of("10/s", "off"))).isEqualTo("off");
        assertThat(control.combine(Set.of("1/ms", "500/s"))).isEqualTo("1/ms");
    }
}
