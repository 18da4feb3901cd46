package dev.lastack.track.thread;

import static dev.lastack.fixture.Sites.app;
import static dev.lastack.fixture.Sites.library;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnotherTaskTest {

    private static final Site WORKER = library("java.util.concurrent.ThreadPoolExecutor.runWorker", 1136);
    private static final Site WRITE = library("java.net.Socket$SocketOutputStream.write", 35);

    @Test
    void twoTasksOfAnExecutor_areTwo() {
        assertThat(AnotherTask.between(
                        List.of(WRITE, app("com.acme.Orders.load", 5), WORKER),
                        List.of(WRITE, app("com.acme.Prices.load", 9), WORKER)))
                .isTrue();
    }

    @Test
    void oneMethodAtTwoLines_goesOnWithItsConversation() {
        assertThat(AnotherTask.between(
                        List.of(WRITE, app("com.acme.Mail.send", 5), WORKER),
                        List.of(WRITE, app("com.acme.Mail.send", 9), WORKER)))
                .isFalse();
    }

    /** It has the connection, and gives it to one after the other. */
    @Test
    void twoStepsOfOneCaller_areOneConversation() {
        Site caller = app("com.acme.Mail.send", 5);

        assertThat(AnotherTask.between(
                        List.of(WRITE, app("com.acme.Smtp.hello", 20), caller, WORKER),
                        List.of(WRITE, app("com.acme.Smtp.quit", 30), caller, WORKER)))
                .isFalse();
    }

    @Test
    void sameTaskAgain_cannotBeTold() {
        List<Site> task = List.of(WRITE, app("com.acme.Orders.load", 5), WORKER);

        assertThat(AnotherTask.between(task, task)).isFalse();
        assertThat(AnotherTask.between(List.of(), task)).isFalse();
    }

    @Test
    void twoWaysThroughALibrary_areNoTwoTasks() {
        assertThat(AnotherTask.between(
                        List.of(WRITE, library("com.mysql.Protocol.ping", 1), WORKER),
                        List.of(WRITE, library("com.mysql.Protocol.send", 2), WORKER)))
                .isFalse();
    }
}
