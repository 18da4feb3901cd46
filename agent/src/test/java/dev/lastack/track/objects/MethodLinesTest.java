package dev.lastack.track.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Site;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodLinesTest {

    private static final List<String> NAMES = List.of("channelRead0", "channelRead", "userEventTriggered");

    @Test
    void messageMethod_comesBeforeEvents() throws IOException {
        Site site = site(Both.class);

        assertThat(site.methodName()).isEqualTo("channelRead");
        assertThat(site.fileName()).isEqualTo("MethodLinesTest.java");
        assertThat(site.lineNumber()).isPositive();
        assertThat(site.application()).isTrue();
    }

    @Test
    void methodMadeByTheCompiler_isNotTheOneThatWasWritten() throws IOException {
        assertThat(site(Typed.class).methodName()).isEqualTo("channelRead0");
    }

    @Test
    void eventsOnly_giveTheEventsMethod() throws IOException {
        assertThat(site(EventsOnly.class).methodName()).isEqualTo("userEventTriggered");
    }

    @Test
    void neither_givesNoSite() throws IOException {
        assertThat(site(Neither.class)).isNull();
    }

    private static Site site(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return MethodLines.first(type.getName(), in.readAllBytes(), NAMES);
        }
    }

    static final class Both {
        void userEventTriggered() {
            Thread.onSpinWait();
        }

        void channelRead() {
            Thread.onSpinWait();
        }
    }

    abstract static class Base<M> {
        abstract void channelRead0(M message);
    }

    /** Has a bridge method of the same name, with the line of the class. */
    static final class Typed extends Base<String> {
        @Override
        void channelRead0(String message) {
            Thread.onSpinWait();
        }
    }

    static final class EventsOnly {
        void userEventTriggered() {
            Thread.onSpinWait();
        }
    }

    static final class Neither {
        void work() {
            Thread.onSpinWait();
        }
    }
}
