package dev.lastack.track.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Transport;
import dev.lastack.track.connection.Captures;
import dev.lastack.track.connection.Clock;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.objects.MetObjects;
import dev.lastack.track.owner.ApplicationCode;
import dev.lastack.track.stack.RawStack;
import java.io.FileDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a host without processor time, the time for all questions is gone after the first. */
class HandlerStatesTest {

    private static final long NO_TIME = -1;

    private final HandlerStates states =
            new HandlerStates(new MetObjects(), ApplicationCode.of(List.of("com.acme.")), Clock.now(), NO_TIME);

    private void ask(int connections) {
        for (int i = 0; i < connections; i++) {
            FileDescriptor fd = new FileDescriptor();
            states.of(new Connection(fd, fd, Transport.SOCKET, RawStack.NONE, 1), new Captures(1));
        }
    }

    @Test
    void fewConnections_areAskedHoweverLongThatTakes() {
        ask(HandlerStates.ALWAYS_ASKED);

        assertThat(states.capHit()).isEmpty();
    }

    @Test
    void more_areNot_andThatIsSaid() {
        ask(HandlerStates.ALWAYS_ASKED + 3);

        assertThat(states.capHit().orElseThrow()).contains(" asked for 64 of 67 ");
    }
}
