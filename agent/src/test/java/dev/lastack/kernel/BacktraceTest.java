package dev.lastack.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sun.nio.ch.LastAckBacktrace;

/** A chunk of the VM's raw backtrace holds 32 frames: the numbers round its multiples are the interesting ones. */
class BacktraceTest {

    @Test
    void layout_isAsKnownOnThisVm() {
        assertThat(LastAckBacktrace.usable()).isTrue();
    }

    @Test
    void fingerprint_isNeverZero() {
        assertThat(LastAckBacktrace.fingerprint(new Throwable())).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 32, 33, 63, 64, 65, 200})
    void equalStacks_haveEqualFingerprints(int frames) {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            seen.add(LastAckBacktrace.fingerprint(onNewThread(() -> deepTo(frames))));
        }

        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 32, 33, 63, 64, 65, 200})
    void stacksThatDifferInTheOutermostCallerOnly_haveOtherFingerprints(int frames) {
        Throwable one = onNewThread(() -> oneCaller(frames));
        Throwable other = onNewThread(() -> otherCaller(frames));

        assertThat(one.getStackTrace()).hasSameSizeAs(other.getStackTrace());
        assertThat(LastAckBacktrace.fingerprint(one)).isNotEqualTo(LastAckBacktrace.fingerprint(other));
    }

    @Test
    void everyDepth_hasItsOwnFingerprint() {
        Set<Long> seen = new HashSet<>();
        for (int frames = 20; frames < 140; frames++) {
            int depth = frames;
            Throwable raw = onNewThread(() -> deepTo(depth));
            assertThat(raw.getStackTrace()).hasSize(depth);
            seen.add(LastAckBacktrace.fingerprint(raw));
        }

        assertThat(seen).hasSize(120);
    }

    private static Throwable oneCaller(int frames) {
        return deepTo(frames);
    }

    private static Throwable otherCaller(int frames) {
        return deepTo(frames);
    }

    /** A throwable whose stack has so many frames. */
    private static Throwable deepTo(int frames) {
        return deeper(frames - new Throwable().getStackTrace().length - 1);
    }

    private static Throwable deeper(int more) {
        return more == 0 ? new Throwable() : deeper(more - 1);
    }

    private static Throwable onNewThread(Supplier<Throwable> stack) {
        FutureTask<Throwable> task = new FutureTask<>(stack::get);
        Thread thread = new Thread(task);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
