package dev.lastack.track.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Evidence;
import dev.lastack.track.connection.Requested;
import dev.lastack.track.stack.RawStack;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class AsyncStartsTest {

    private final AsyncStarts starts = new AsyncStarts();

    private static Requested at(long nanos) {
        return new Requested(Evidence.Kind.ASYNC_STARTED, RawStack.NONE, "worker", nanos);
    }

    private List<Object> putAll(int count) {
        List<Object> contexts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Object context = new Object();
            starts.put(context, at(i));
            contexts.add(context);
        }
        return contexts;
    }

    @Test
    void startOfAContext_isKnownByIdentity() {
        String context = new String("a"); // equal to another, and not the same
        starts.put(context, at(1));
        starts.put(new String("a"), at(2));

        assertThat(starts.of(context)).isEqualTo(at(1));
        assertThat(starts.of(new String("a"))).isNull();
    }

    /** Where the next ones find a place that an equal one has. */
    @Test
    void equalOnes_areNotTakenForEachOther() {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < AsyncStarts.SLOTS; i++) {
            all.add(new String("a"));
            starts.put(all.get(i), at(i));
        }

        for (int i = 0; i < 100; i++) {
            assertThat(starts.of(new String("a"))).isNull();
        }
    }

    /** Containers use their objects again. */
    @Test
    void startedAnew_hasTheLatestOnly() {
        Object context = new Object();
        starts.put(context, at(1));
        starts.put(context, at(2));

        assertThat(starts.of(context)).isEqualTo(at(2));
    }

    /** What leaks lives long: it must not make way for what is answered in a moment. */
    @Test
    void livingOnes_keepTheirPlaces_howeverManyFollow() {
        List<Object> first = putAll(AsyncStarts.SLOTS / 4);

        List<Object> later = putAll(2 * AsyncStarts.SLOTS);

        for (int i = 0; i < first.size(); i++) {
            assertThat(starts.of(first.get(i))).isEqualTo(at(i));
        }
        assertThat(later.stream().filter(context -> starts.of(context) == null).count())
                .isEqualTo(starts.missed())
                .isGreaterThanOrEqualTo(AsyncStarts.SLOTS);
    }

    @Test
    void none_isKeptAlive_andItsPlaceIsTaken() {
        List<Object> filling = putAll(2 * AsyncStarts.SLOTS);
        WeakReference<Object> one = new WeakReference<>(filling.get(0));
        filling.clear();
        while (one.get() != null) {
            System.gc();
        }
        long missed = starts.missed();

        List<Object> next = putAll(AsyncStarts.SLOTS / 4);

        assertThat(next).allSatisfy(context -> assertThat(starts.of(context)).isNotNull());
        assertThat(starts.missed()).isEqualTo(missed);
    }

    @Test
    void startsOfManyThreads_areAllKnown() throws InterruptedException {
        ConcurrentLinkedQueue<Object> all = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> all.addAll(putAll(1_000)));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(all)
                .hasSize(4_000)
                .allSatisfy(context -> assertThat(starts.of(context)).isNotNull());
    }
}
