package dev.lastack.track.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Addresses;
import org.junit.jupiter.api.Test;

class TopClientsTest {

    private static final long SECOND = 1_000_000_000L;

    private final TopClients clients = new TopClients(60 * SECOND);

    @Test
    void nobody_isNoTop() {
        assertThat(clients.top(SECOND)).isNull();
    }

    @Test
    void busyClientThatComesLate_isFoundAmongManyOthers() {
        for (int i = 0; i < 10_000; i++) {
            clients.add(Addresses.address(10, 1, i >> 8, i & 255), SECOND);
            if (i >= 1_000 && i % 3 == 0) {
                clients.add(Addresses.address(10, 0, 0, 5), SECOND);
            }
        }

        assertThat(clients.top(SECOND).address()).isEqualTo("10.0.0.5");
        assertThat(clients.top(SECOND).timeWaits()).isBetween(1L, 3_000L);
    }

    @Test
    void clientThatWentAway_isNoLongerTop() {
        clients.add(Addresses.address(10, 0, 0, 5), SECOND);

        assertThat(clients.top(SECOND).timeWaits()).isEqualTo(1);
        assertThat(clients.top(200 * SECOND)).isNull();
    }
}
