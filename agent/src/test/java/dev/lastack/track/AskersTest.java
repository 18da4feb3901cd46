package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Errand;
import dev.lastack.snapshot.Evidence.Kind;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import java.io.FileDescriptor;
import java.net.LastAckHooks;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

class AskersTest {

    private static final int NUMBER = 1000;

    private final Bench bench = new Bench(new FakeProbe(), new FakeFinWatch());

    @Test
    void openForRememberedWork_hasTheAskersStack() throws Exception {
        Object work = new Object();
        onOtherThread(() -> Errand.askFor(() -> bench.tracker.asks().remember(work)));

        bench.tracker.asks().beginWork(work);
        FileDescriptor asked = bench.open(NUMBER);
        bench.tracker.asks().endWork();
        FileDescriptor own = bench.open(NUMBER + 1);

        assertThat(methods(openStack(asked))).contains("askFor");
        assertThat(methods(openStack(own))).isNotEmpty().doesNotContain("askFor");
    }

    @Test
    void workThatNobodyRemembers_isTheThreadsOwn() {
        bench.tracker.asks().beginWork(new Object());
        Errand.askFor(() -> bench.open(NUMBER));
        bench.tracker.asks().endWork();

        assertThat(methods(bench.onlyPath().openStack())).contains("askFor");
    }

    @Test
    void openOnALibrarysThread_standsAboveWhoStartedTheThread() throws Exception {
        Errand.askFor(() -> start(() -> openAsALibrary(NUMBER)));

        Stack stack = bench.onlyPath().openStack();
        assertThat(stack.culprit()).extracting(Site::methodName).isEqualTo("askFor");
        assertThat(stack.ofStartedThread()).isTrue();
    }

    @Test
    void startsOfALibrarysThreads_makeNoPathsOfTheirOwn() {
        for (int i = 0; i < 2; i++) {
            int number = NUMBER + i;
            Runnable open = () -> openAsALibrary(number);
            if (i == 0) {
                Errand.askFor(() -> start(open));
            } else {
                Errand.serve(() -> start(open), () -> {});
            }
        }

        assertThat(openStack(fdOf(0))).isNotEqualTo(openStack(fdOf(1)));
        assertThat(bench.onlyPath().opened()).isEqualTo(2);
        assertThat(bench.onlyPath().openStack().culprit()).isNotNull();
    }

    @Test
    void openByTheApplication_isItsOwnWhoeverStartedTheThread() throws Exception {
        Errand.askFor(() -> start(() -> bench.open(NUMBER)));

        assertThat(methods(bench.onlyPath().openStack())).contains("connects").doesNotContain("askFor");
        assertThat(bench.onlyPath().openStack().ofStartedThread()).isFalse();
    }

    @Test
    void threadsThatStartThreads_leadToTheFirstStart_andMakeNoLongerStacks() throws Exception {
        Errand.askFor(() -> startChain(20));

        Stack stack = openStack(fdOf(15));
        assertThat(stack.culprit()).extracting(Site::methodName).isEqualTo("askFor");
        assertThat(bench.table.get(fdOf(15)).openStack).isSameAs(bench.table.get(fdOf(10)).openStack);
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
        bench.tracker.opened(fd, fd, LastAckHooks.NIO, false, Bench.REMOTE, 443, null, 0);
    }

    private void start(Runnable task) {
        try {
            onOtherThread(task, bench.tracker.asks()::remember);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void asked_isEvidence() {
        FileDescriptor fd = bench.open(NUMBER);
        Errand.askFor(() -> bench.tracker.asks().asked(fd, false));

        OpenConnection connection = bench.onlyPath().open().get(0);
        assertThat(connection.evidenceOf(Kind.WRITE_ASKED)).isNull();
        assertThat(methods(connection.evidenceOf(Kind.READ_ASKED).stack())).contains("askFor");
    }

    @Test
    void asyncStart_isOfTheConnectionThatThisThreadReadLast() throws Exception {
        FileDescriptor mine = bench.open(NUMBER);
        FileDescriptor later = bench.open(NUMBER + 1);
        bench.tracker.used(later, false);
        bench.tracker.used(mine, false);
        onOtherThread(() -> bench.tracker.used(later, false));

        bench.tracker.asks().asyncStarted();

        assertThat(bench.table.get(mine).captures().asked.kind()).isEqualTo(Kind.ASYNC_STARTED);
        assertThat(bench.table.get(later).captures().asked).isNull();
    }

    @Test
    void asyncStart_onAThreadThatReadNothing_isNobodys() throws Exception {
        FileDescriptor fd = bench.open(NUMBER);
        bench.tracker.used(fd, false);

        onOtherThread(() -> bench.tracker.asks().asyncStarted());

        assertThat(bench.table.get(fd).captures().asked).isNull();
    }

    private Stack openStack(FileDescriptor fd) {
        return bench.table.get(fd).openStack.stack(bench.ledger.normaliser()).stack;
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
