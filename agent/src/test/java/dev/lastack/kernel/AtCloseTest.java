package dev.lastack.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AtCloseTest {

    @Test
    void everyPart_comesBackAsItWasPacked() {
        for (int state = 0; state <= 12; state++) {
            for (int error : new int[] {0, 32, 104, 65_535}) {
                for (int flags = 0; flags < 4; flags++) {
                    int packed = AtClose.of(state, (flags & 1) != 0, (flags & 2) != 0, error);

                    assertThat(AtClose.tcpState(packed)).isEqualTo(state);
                    assertThat(AtClose.soError(packed)).isEqualTo(error);
                    assertThat(AtClose.abortive(packed)).isEqualTo(flags != 0);
                }
            }
        }
    }
}
