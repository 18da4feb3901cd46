package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.ApplicationWork;
import dev.lastack.snapshot.Evidence.Kind;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import dev.lastack.track.connection.Requested;
import java.io.FileDescriptor;
import java.net.LastAckHooks;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

class CallerPropagationTest {

    private static final int NUMBER = 1000;

    private final TrackerFixture fixture = new TrackerFixture(new FakeProbe(), new FakeFinWatch());

    @Test
    void openForRememberedWork_hasTheAskersStack() throws Exception {
        Object work = new Object();
        onOtherThread(() -> ApplicationWork.askFor(() -> fixture.tracker.asks().remember(work)));

        fixture.tracker.asks().beginWork(work);
        FileDescriptor asked = fixture.open(NUMBER);
        fixture.tracker.asks().endWork();
        FileDescriptor own = fixture.open(NUMBER + 1);

        assertThat(methods(openStack(asked))).contains("askFor");
        assertThat(methods(openStack(own))).isNotEmpty().doesNotContain("askFor");
    }

    @Test
    void workThatNobodyRemembers_isTheThreadsOwn() {
        fixture.tracker.asks().beginWork(new Object());
        ApplicationWork.askFor(() -> fixture.open(NUMBER));
        fixture.tracker.asks().endWork();

        assertThat(methods(fixture.onlyPath().openStack())).contains("askFor");
    }

    /** The JDK's server starts a thread of its own, which inherits the group; and what it opens is known, not untracked. */
    @Test
    void openOnAnOwnThread_isNotTold_andHasARecord() throws Exception {
        ThreadGroup own = new ThreadGroup("own");
        fixture.tracker.asks().ownThreads(own);
        FileDescriptor[] opened = new FileDescriptor[2];

        Thread outer = new Thread(own, () -> {
            Thread inner = new Thread(() -> opened[0] = fixture.open(NUMBER));
            inner.start();
            join(inner);
            opened[1] = LastAckKernel.descriptor(NUMBER + 1);
            fixture.accepted(opened[1]);
        });
        outer.start();
        join(outer);

        assertThat(fixture.codePaths()).isEmpty();
        assertThat(fixture.table.get(opened[0])).isNotNull();
        fixture.closeAndRelease(opened[0]);
        fixture.takeOverLater();
        assertThat(fixture.codePaths()).isEmpty();

        fixture.tracker.asks().ownThreads(null);
        fixture.open(NUMBER + 2);
        assertThat(fixture.codePaths()).hasSize(1);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A thread is a Runnable, and some programs hand it to an executor as such. */
    @Test
    void taskThatIsAThread_isATask_andTheLibrarysWorkStandsAboveWhoSubmittedIt() throws Exception {
        Thread task = new Thread(() -> {});
        onOtherThread(() -> ApplicationWork.askFor(() -> fixture.tracker.asks().remember(task)));

        fixture.tracker.asks().beginTask(task);
        openAsALibrary(NUMBER);
        fixture.tracker.asks().endTask();

        assertThat(methods(openStack(fdOf(0)))).contains("askFor");
    }

    @Test
    void threadThatIsStartedAndATask_hasAStackOfEach() throws Exception {
        Thread both = new Thread(() -> {});
        ApplicationWork.askFor(() -> fixture.tracker.asks().remember(both));
        ApplicationWork.serve(() -> fixture.tracker.asks().threadStarting(both), () -> {});

        fixture.tracker.asks().beginTask(both);
        openAsALibrary(NUMBER);
        fixture.tracker.asks().endTask();

        assertThat(methods(openStack(fdOf(0)))).contains("askFor");
    }

    @Test
    void openOnALibrarysThread_standsAboveWhoStartedTheThread() throws Exception {
        ApplicationWork.askFor(() -> start(() -> openAsALibrary(NUMBER)));

        Stack stack = fixture.onlyPath().openStack();
        assertThat(stack.culprit()).extracting(Site::methodName).isEqualTo("askFor");
        assertThat(stack.ofStartedThread()).isTrue();
    }

    @Test
    void startsOfALibrarysThreads_makeNoPathsOfTheirOwn() {
        for (int i = 0; i < 2; i++) {
            int number = NUMBER + i;
            Runnable open = () -> openAsALibrary(number);
            if (i == 0) {
                ApplicationWork.askFor(() -> start(open));
            } else {
                ApplicationWork.serve(() -> start(open), () -> {});
            }
        }

        assertThat(openStack(fdOf(0))).isNotEqualTo(openStack(fdOf(1)));
        assertThat(fixture.onlyPath().opened()).isEqualTo(2);
        assertThat(fixture.onlyPath().openStack().culprit()).isNotNull();
    }

    @Test
    void openByTheApplication_isItsOwnWhoeverStartedTheThread() throws Exception {
        ApplicationWork.askFor(() -> start(() -> fixture.open(NUMBER)));

        assertThat(methods(fixture.onlyPath().openStack())).contains("connects").doesNotContain("askFor");
        assertThat(fixture.onlyPath().openStack().ofStartedThread()).isFalse();
    }

    @Test
    void threadsThatStartThreads_leadToTheFirstStart_andMakeNoLongerStacks() throws Exception {
        ApplicationWork.askFor(() -> startChain(20));

        Stack stack = openStack(fdOf(15));
        assertThat(stack.culprit()).extracting(Site::methodName).isEqualTo("askFor");
        assertThat(fixture.table.get(fdOf(15)).openStack).isSameAs(fixture.table.get(fdOf(10)).openStack);
    }

    private void startChain(int threads) {
        if (threads > 0) {
            start(() -> {
                if (threads == 15 || threads == 10) {
                    openAsALibrary(NUMBER + threads);
                }
                startChain(threads - 1);
            });
        }
    }

    private final Map<Integer, FileDescriptor> opened = new ConcurrentHashMap<>();

    private FileDescriptor fdOf(int thread) {
        return opened.get(NUMBER + thread);
    }

    /** No frame of the fixtures, which count as the application. */
    private void openAsALibrary(int number) {
        FileDescriptor fd = LastAckKernel.descriptor(number);
        opened.put(number, fd);
        fixture.tracker.opened(fd, fd, LastAckHooks.NIO, false, TrackerFixture.REMOTE, 443, null, 0);
    }

    private void start(Runnable task) {
        try {
            onOtherThread(task, fixture.tracker.asks()::threadStarting);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void asked_isEvidence() {
        FileDescriptor fd = fixture.open(NUMBER);
        ApplicationWork.askFor(() -> fixture.tracker.asks().asked(fd, false));

        OpenConnection connection = fixture.onlyPath().open().get(0);
        assertThat(connection.evidenceOf(Kind.WRITE_ASKED)).isNull();
        assertThat(methods(connection.evidenceOf(Kind.READ_ASKED).stack())).contains("askFor");
    }

    @Test
    void asyncStart_isOfTheConnectionThatThisThreadReadLast() throws Exception {
        FileDescriptor mine = fixture.open(NUMBER);
        FileDescriptor later = fixture.open(NUMBER + 1);
        fixture.tracker.read(later);
        fixture.tracker.read(mine);
        onOtherThread(() -> fixture.tracker.read(later));

        fixture.tracker.asks().asyncStarted(new Object());

        assertThat(fixture.table.get(mine).captures().asked.kind()).isEqualTo(Kind.ASYNC_STARTED);
        assertThat(fixture.table.get(later).captures().asked).isNull();
    }

    @Test
    void asyncStart_onAThreadThatReadNothing_isKnownByItsContextOnly() throws Exception {
        FileDescriptor fd = fixture.open(NUMBER);
        Object context = new Object();
        fixture.tracker.read(fd);

        onOtherThread(() -> ApplicationWork.askFor(() -> fixture.tracker.asks().asyncStarted(context)));

        assertThat(fixture.table.get(fd).captures().asked).isNull();
        Requested started = fixture.tracker.asks().asyncStarts().of(context);
        assertThat(methods(started.stack().stack(fixture.codePaths.normaliser()).stack))
                .contains("askFor");
    }

    private Stack openStack(FileDescriptor fd) {
        return fixture.table.get(fd).openStack.stack(fixture.codePaths.normaliser()).stack;
    }

    private static List<String> methods(Stack stack) {
        return stack.frames().stream().map(site -> site.methodName()).toList();
    }

    private static void onOtherThread(Runnable task) throws Exception {
        onOtherThread(task, thread -> {});
    }

    private static void onOtherThread(Runnable task, Consumer<Thread> beforeStart) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        beforeStart.accept(thread);
        thread.start();
        done.get();
        thread.join();
    }
}
