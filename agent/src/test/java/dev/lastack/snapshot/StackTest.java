package dev.lastack.snapshot;

import static dev.lastack.fixture.Sites.app;
import static dev.lastack.fixture.Sites.library;
import static dev.lastack.fixture.Sites.stack;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackTest {

    private static final Site CONNECTS = library("java.net.Socket.connect", 633);
    private static final Site FILLS = library("com.zaxxer.hikari.pool.HikariPool$PoolEntryCreator.call", 758);
    private static final Site ASKS = app("com.acme.Dao.load", 3);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Thread.run",
                "java.lang.VirtualThread.run",
                "java.util.concurrent.ForkJoinWorkerThread.run",
                "java.lang.Thread.start"
            })
    void belowALibrarysThread_isWhoGaveItWork(String edge) {
        assertThat(stack(CONNECTS, FILLS, library(edge, 1), ASKS).onLibrarysThread())
                .isTrue();
        assertThat(stack(CONNECTS, FILLS, library(edge, 1)).onLibrarysThread()).isTrue();
        assertThat(stack(CONNECTS, FILLS, ASKS, library(edge, 1)).onLibrarysThread())
                .isFalse();
    }

    /** Too deep to be captured whole, or not captured at all. */
    @Test
    void whatHasNoEnd_isNotKnown() {
        assertThat(stack(CONNECTS, FILLS).onLibrarysThread()).isFalse();
        assertThat(Stack.EMPTY.onLibrarysThread()).isFalse();
    }
}
