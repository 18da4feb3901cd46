package dev.lastack.track.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Addresses;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedEndpointTest {

    private static final InetAddress ONE = Addresses.address(10, 0, 0, 5);
    private static final InetAddress SAME = Addresses.address(10, 0, 0, 5);
    private static final InetAddress OTHER = Addresses.address(10, 0, 0, 6);

    private final RepeatedEndpoint endpoint = new RepeatedEndpoint();

    @Test
    void another_isNotTakenForTheOneBefore() {
        assertThat(List.of(
                        endpoint.format(ONE, 80),
                        endpoint.format(ONE, 443),
                        endpoint.format(OTHER, 443),
                        endpoint.format(ONE, 80)))
                .containsExactly("10.0.0.5:80", "10.0.0.5:443", "10.0.0.6:443", "10.0.0.5:80");
    }

    @Test
    void theSame_isTheSameText() {
        String first = endpoint.format(ONE, 80);

        assertThat(endpoint.format(SAME, 80)).isSameAs(first);
    }

    @Test
    void port0_isNotTakenForNothing() {
        assertThat(endpoint.format(ONE, 0)).isEqualTo("10.0.0.5:0");
    }
}
