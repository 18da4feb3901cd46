package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.ApplicationWork;
import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Site;
import dev.lastack.track.connection.Clock;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.thread.ReaderStacks;
import dev.lastack.track.thread.ReaderThreads;
import java.io.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReaderStacksTest {

    private static final int NUMBER = 1000;
    private static final Handled SERVE = new Handled(
            new Site(ApplicationWork.class.getName(), "serve", null, -1, true), Handled.Kind.OBJECT, null, false, null);

    private final TrackerFixture fixture = new TrackerFixture(new FakeProbe(), new FakeFinWatch());
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> started = new ArrayList<>();

    /** Until they have gone: the next test's search would find one that is still in its handler. */
    @AfterEach
    void letThreadsGo() throws InterruptedException {
        end.countDown();
        for (Thread thread : started) {
            thread.join(240_000);
        }
    }

    @Test
    void threadInTheMethodThatRead_isStillAtTheRequest() {
        List<Site> then = frames("read:5", "Server.serve:10", "Worker.run:1");

        assertThat(ReaderStacks.sameRequest(
                        then, frames("await:3", "Handler.handle:7", "Server.serve:20", "Worker.run:1"), false))
                .isTrue();
    }

    @Test
    void threadWithANewTask_isAtSomethingElse() {
        List<Site> then = frames("read:5", "Server.serve:10", "Worker.run:1");

        assertThat(ReaderStacks.sameRequest(then, frames("await:3", "Job.run:7", "Worker.run:1"), false))
                .isFalse();
        assertThat(ReaderStacks.sameRequest(then, frames("park:9", "java.lang.Pool.getTask:2", "Worker.run:1"), false))
                .isFalse();
        assertThat(ReaderStacks.sameRequest(then, List.of(), false)).isFalse();
    }

    /** {@code ledger.balance(reader.head(socket))}. */
    @Test
    void threadThatReadAndHandlesAtOneLine_isStillAtTheRequest() {
        List<Site> then =
                frames("read:5", "app.K.head:9", "app.Handler.handle:7", "app.Server.run:3", "java.lang.Thread.run:1");
        List<Site> now = frames(
                "await:3",
                "app.Ledger.balance:42",
                "app.Handler.handle:7",
                "app.Server.run:3",
                "java.lang.Thread.run:1");

        assertThat(ReaderStacks.sameRequest(then, now, false)).isTrue();
    }

    /** Grizzly's loop selects, and handles, in one method of its own. */
    @Test
    void loopBackAtItsSelector_isAtSomethingElse() {
        List<Site> then = frames("read:5", "Runner.doSelect:319", "Runner.run:248", "java.lang.Thread.run:1");
        String select = "sun.nio.ch.SelectorImpl.lockAndDoSelect:129";

        assertThat(ReaderStacks.sameRequest(
                        then,
                        frames("wait:1", select, "Runner.doSelect:308", "Runner.run:248", "java.lang.Thread.run:1"),
                        false))
                .isFalse();
        assertThat(ReaderStacks.sameRequest(
                        then,
                        frames(
                                "wait:1",
                                select,
                                "app.Shop.ask:7",
                                "Runner.doSelect:321",
                                "Runner.run:248",
                                "java.lang.Thread.run:1"),
                        false))
                .as("a handler that waits at a selector of its own")
                .isTrue();
    }

    /** {@code for (;;) handle(queue.take())}: also where the queue is the application's own. */
    @Test
    void workerBackInItsLoop_isAtSomethingElse() {
        List<Site> then = frames("read:5", "app.Handler.handle:7", "app.Worker.run:3", "java.lang.Thread.run:1");

        assertThat(ReaderStacks.sameRequest(
                        then,
                        frames("await:3", "app.Tasks.next:8", "app.Worker.run:3", "java.lang.Thread.run:1"),
                        false))
                .isFalse();
        assertThat(ReaderStacks.sameRequest(
                        frames("read:5", "app.Handler.handle:7", "app.Worker.run:3", "lib.Pool.run:1"),
                        frames("java.util.Queue.take:8", "app.Worker.run:3", "lib.Pool.run:1"),
                        false))
                .isFalse();
    }

    /** A virtual thread has one task. */
    @Test
    void virtualThreadAtTheOneLineOfItsTask_isStillAtTheRequest() {
        List<Site> then = frames("read:5", "app.K.head:9", "app.Handler.handle:7", "java.lang.VirtualThread.run:1");

        assertThat(ReaderStacks.sameRequest(
                        then,
                        frames(
                                "await:3",
                                "app.Ledger.balance:42",
                                "app.Handler.handle:7",
                                "java.lang.VirtualThread.run:1"),
                        true))
                .isTrue();
    }

    /** An executor of the JDK that waits for its next task is a method at another line too. */
    @Test
    void threadBackInItsExecutor_isAtSomethingElse() {
        List<Site> then = frames("read:5", "Server.serve:10", "java.util.Executor.work:10");

        assertThat(ReaderStacks.sameRequest(then, frames("park:9", "java.util.Executor.work:3"), false))
                .isFalse();
    }

    @Test
    void handlerThatIsStuck_isFoundWhereItIs() throws Exception {
        FileDescriptor fd = fixture.open(NUMBER);
        start(() -> ApplicationWork.serve(() -> fixture.tracker.read(fd), this::handle));

        assertThat(readerNow(fd)).anyMatch(site -> site.methodName().equals("handle"));
    }

    /** The end of a test, a handler that answers with the state of the JVM: it is not stuck, it asks. */
    @Test
    void threadThatAsksForTheSnapshot_saysNothingOfItself() {
        FileDescriptor fd = fixture.open(NUMBER);
        List<Site> now = new ArrayList<>();
        ApplicationWork.serve(() -> fixture.tracker.read(fd), () -> now.addAll(readerNow(fd)));

        assertThat(now).isEmpty();
    }

    @Test
    void threadThatSearches_isNotFoundInsideAHandler() {
        ReaderStacks stacks = new ReaderStacks(new ReaderThreads(), fixture.codePaths.normaliser(), Clock.now());
        List<IoEvent> found = new ArrayList<>();
        ApplicationWork.serve(() -> {}, () -> found.add(stacks.inside(SERVE)));

        assertThat(found).containsExactly((IoEvent) null);
    }

    @Test
    void threadThatHasReadAnotherConnectionSince_saysNothing() throws Exception {
        FileDescriptor fd = fixture.open(NUMBER);
        FileDescriptor other = fixture.open(NUMBER + 1);
        start(() -> ApplicationWork.serve(
                () -> {
                    fixture.tracker.read(fd);
                    fixture.tracker.read(other);
                },
                this::handle));

        assertThat(readerNow(fd)).isEmpty();
    }

    /** Undertow's workers: the I/O thread has read, and the exchange says only that somebody is inside. */
    @Test
    void threadsInsideAHandler_areFoundByIt_eachOnce() throws Exception {
        start(() -> ApplicationWork.serve(() -> {}, this::handle));
        start(() -> ApplicationWork.serve(() -> {}, this::handle));
        start(() -> ApplicationWork.askFor(this::handle));
        ReaderStacks stacks = new ReaderStacks(new ReaderThreads(), fixture.codePaths.normaliser(), Clock.now());

        IoEvent first = stacks.inside(SERVE);
        IoEvent second = stacks.inside(SERVE);

        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        assertThat(first.thread()).isNotEqualTo(second.thread());
        assertThat(first.stack().culprit()).asString().startsWith(ApplicationWork.class.getName() + ".serve(");
        assertThat(stacks.inside(SERVE)).isNull();
        assertThat(stacks.capHit()).isEmpty();
    }

    private void handle() {
        ready.countDown();
        try {
            end.await(4, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        started.add(thread);
        assertThat(ready.await(4, TimeUnit.MINUTES)).isTrue();
        long until = System.nanoTime() + 240_000_000_000L;
        while (thread.getState() != Thread.State.TIMED_WAITING) { // the latch may be open from another one
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private List<Site> readerNow(FileDescriptor fd) {
        Connection c = fixture.table.get(fd);
        c.remoteClosedNanos = System.nanoTime();
        return fixture.codePaths().stream()
                .flatMap(path -> path.open().stream())
                .filter(connection -> connection.id() == System.identityHashCode(c))
                .flatMap(ReaderStacksTest::now)
                .toList();
    }

    private static Stream<Site> now(OpenConnection connection) {
        var use = connection.evidenceOf(Evidence.Kind.READER_NOW);
        return use == null ? Stream.of() : use.stack().frames().stream();
    }

    /** {@code Class.method:line}, innermost first. */
    private static List<Site> frames(String... frames) {
        return Stream.of(frames)
                .map(frame -> {
                    int dot = frame.lastIndexOf('.');
                    int colon = frame.indexOf(':');
                    String type = dot < 0
                            ? "acme.Any"
                            : (frame.matches("(java|sun)\\..*") ? "" : "acme.") + frame.substring(0, dot);
                    return new Site(
                            type,
                            frame.substring(dot + 1, colon),
                            "Any.java",
                            Integer.parseInt(frame.substring(colon + 1)),
                            frame.startsWith("app."));
                })
                .toList();
    }
}
