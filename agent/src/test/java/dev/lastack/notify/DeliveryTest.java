package dev.lastack.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.config.NotifyTarget;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final NotifyTarget TARGET =
            NotifyTarget.of("webhook:https://user:secret@hooks.example.com/T0/secret?key=secret");

    private final Told told = new Told();
    private final AtomicInteger delivered = new AtomicInteger();
    private final Semaphore may = new Semaphore(0);
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile String failure;

    private final Delivery delivery = new Delivery(TARGET, new Scripted(), told.surroundings);

    /** Takes each message when it may, and fails where it is told to. */
    private final class Scripted implements Receiver {

        @Override
        public boolean isOutside() {
            return true;
        }

        @Override
        public void deliver(Message message) throws NotDelivered, InterruptedException {
            begun.countDown();
            may.acquire();
            if (failure != null) {
                throw new NotDelivered(failure);
            }
            delivered.incrementAndGet();
        }
    }

    private void awaitIdle() throws InterruptedException {
        for (Thread thread : told.threads) {
            thread.join(60_000);
        }
    }

    @Test
    void threadRuns_whileSomethingIsUnderWay() throws Exception {
        may.release(3);
        delivery.offer(Told.message());
        delivery.offer(Told.message());
        awaitIdle();
        delivery.offer(Told.message());
        awaitIdle();

        assertThat(delivered).hasValue(3);
        assertThat(told.threads).noneMatch(Thread::isAlive);
        assertThat(told.lines).isEmpty();
    }

    @Test
    void receiverThatIsSlow_holdsUpNobody_andABoundedNumberWaits() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            delivery.offer(Told.message());
            begun.await(4, TimeUnit.MINUTES);
        }
        may.release(10_000);
        awaitIdle();

        assertThat(delivered).hasValue(Delivery.MOST_WAITING + 1);
    }

    @Test
    void receiverThatFails_isOneLine_withoutTheSecretsOfItsUrl() throws Exception {
        failure = "it answers 500, tried 4 times";
        may.release(50);
        for (int i = 0; i < 50; i++) {
            delivery.offer(Told.message());
        }
        awaitIdle();

        assertThat(told.lines)
                .containsExactly("lastack: notify=webhook:https://hooks.example.com: it answers 500, tried 4 times;"
                        + " said once, until it works again");
    }

    @Test
    void anyError_isTheReceiversOnly() throws Exception {
        Delivery broken = new Delivery(
                TARGET,
                new Receiver() {
                    @Override
                    public boolean isOutside() {
                        return false;
                    }

                    @Override
                    public void deliver(Message message) {
                        throw new StackOverflowError("planted");
                    }
                },
                told.surroundings);
        broken.offer(Told.message());
        broken.offer(Told.message());
        awaitIdle();

        assertThat(told.lines).singleElement().asString().contains("StackOverflowError: planted");
    }

    @Test
    void shortOfDescriptors_itWaitsForThem_aWhile() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Surroundings starved = new Surroundings(told::start, told.lines::add, () -> {
            if (asked.incrementAndGet() != 10) {
                throw new IllegalStateException("out of descriptors");
            }
        });
        Delivery patient = new Delivery(TARGET, new Scripted(), starved, 1);
        may.release(2);
        patient.offer(Told.message());
        awaitIdle();
        assertThat(delivered).hasValue(1);
        assertThat(told.lines).isEmpty();

        patient.offer(Told.message());
        awaitIdle();

        assertThat(delivered).hasValue(1);
        assertThat(told.lines).singleElement().asString().contains(": out of descriptors; ");
    }

    @Test
    void end_givesUpWhatIsUnderWay_andNothingFollows() throws Exception {
        delivery.offer(Told.message());
        delivery.offer(Told.message());
        begun.await();

        delivery.end(60_000);
        delivery.offer(Told.message());

        assertThat(told.threads)
                .singleElement()
                .satisfies(thread -> assertThat(thread.isAlive()).isFalse());
        assertThat(delivered).hasValue(0);
    }

    @Test
    void atTheEnd_receiverThatHasFailed_isNotWaitedFor() throws Exception {
        failure = "Connection refused";
        may.release(1);
        delivery.offer(Told.message());
        awaitIdle();
        delivery.offer(Told.message());
        long began = System.nanoTime();

        delivery.awaitIdle(began + TimeUnit.MINUTES.toNanos(5));

        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.MINUTES.toNanos(4));
        delivery.end(60_000);
    }
}
