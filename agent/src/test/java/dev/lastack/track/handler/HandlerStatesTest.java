package dev.lastack.track.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Transport;
import dev.lastack.track.connection.Captures;
import dev.lastack.track.connection.Clock;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.objects.MetObjects;
import dev.lastack.track.owner.ApplicationCode;
import dev.lastack.track.propagation.AsyncStarts;
import dev.lastack.track.stack.RawStack;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a host without processor time, the time for all questions is gone after the first. */
class HandlerStatesTest {

    private static final long NO_TIME = -1;

    private final HandlerStates states = new HandlerStates(
            new MetObjects(),
            new AsyncStarts(),
            ApplicationCode.of(List.of("dev.lastack.track.handler.")),
            Clock.now(),
            NO_TIME);

    /** What is registered with a selector, and gets its events. */
    private static final class OrderProtocol implements Runnable {
        @Override
        public void run() {}
    }

    private List<HandlerStates.Answer> ask(int connections, Object attachment) throws IOException {
        List<HandlerStates.Answer> answers = new ArrayList<>();
        try (Selector selector = Selector.open();
                SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            channel.register(selector, 0, attachment);
            for (int i = 0; i < connections; i++) {
                Connection c = new Connection(new FileDescriptor(), channel, Transport.NIO, RawStack.NONE, 1);
                HandlerStates.Answer answer = states.of(c, new Captures(1));
                if (answer != null) {
                    answers.add(answer);
                }
            }
        }
        return answers;
    }

    @Test
    void fewConnections_areAskedHoweverLongThatTakes() throws IOException {
        assertThat(ask(HandlerStates.ALWAYS_ASKED, new OrderProtocol())).hasSize(HandlerStates.ALWAYS_ASKED);
        assertThat(states.capHit()).isEmpty();
    }

    @Test
    void more_areNot_andThatIsSaid() throws IOException {
        assertThat(ask(HandlerStates.ALWAYS_ASKED + 3, new OrderProtocol())).hasSize(HandlerStates.ALWAYS_ASKED);
        assertThat(states.capHit().orElseThrow()).contains(" asked for 64 of 67 ");
    }

    @Test
    void whereNobodyHasAHandler_noneIsMissed() throws IOException {
        assertThat(ask(HandlerStates.ALWAYS_ASKED + 3, "a name")).isEmpty();
        assertThat(states.capHit()).isEmpty();
    }
}
