package dev.lastack.track.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.track.owner.ApplicationCode;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Issue 18, 4: what the collector has found, and whoever closes it then; and what the same code closes besides. */
class ReferenceTakersTest {

    private final ReferenceQueue<Object> queue = new ReferenceQueue<>();
    private final List<Boolean> seen = new ArrayList<>();
    private final ReferenceTakers takers = new ReferenceTakers();

    /** Ways to take from a queue, as programs and libraries have them. */
    enum Way {
        WHILE_POLL {
            @Override
            void run(ReferenceTakersTest test) {
                Reference<?> taken;
                while ((taken = test.queue.poll()) != null) {
                    test.closes(taken);
                }
            }
        },
        IF_POLL {
            @Override
            void run(ReferenceTakersTest test) {
                Reference<?> taken = test.queue.poll();
                if (taken != null) {
                    test.closes(taken);
                }
            }
        },
        RETURN_IF_NONE {
            @Override
            void run(ReferenceTakersTest test) {
                Reference<?> taken = test.queue.poll();
                if (taken == null) {
                    return;
                }
                test.closes(taken);
            }
        },
        BREAK_IF_NONE {
            @Override
            void run(ReferenceTakersTest test) {
                while (true) {
                    PhantomReference<?> taken = (PhantomReference<?>) test.queue.poll();
                    if (taken == null) {
                        break;
                    }
                    test.closes(taken);
                }
            }
        },
        REMOVE {
            @Override
            void run(ReferenceTakersTest test) throws InterruptedException {
                test.closes(Objects.requireNonNull(test.queue.remove()));
            }
        },
        REMOVE_WITH_TIMEOUT {
            @Override
            void run(ReferenceTakersTest test) throws InterruptedException {
                Reference<?> taken = test.queue.remove(10);
                if (taken != null) {
                    test.closes(taken);
                }
            }
        },
        IN_A_LAMBDA {
            @Override
            void run(ReferenceTakersTest test) {
                Runnable drain = () -> {
                    for (Reference<?> taken = test.queue.poll(); taken != null; taken = test.queue.poll()) {
                        test.closes(taken);
                    }
                };
                drain.run();
            }
        },
        BY_A_HELPER {
            @Override
            void run(ReferenceTakersTest test) {
                Reference<?> taken = next(test);
                if (taken != null) {
                    test.closes(taken);
                }
            }

            private @Nullable PhantomReference<?> next(ReferenceTakersTest test) {
                return (PhantomReference<?>) test.queue.poll();
            }
        },
        HANDED_TO_ANOTHER_THREAD {
            @Override
            void run(ReferenceTakersTest test) throws InterruptedException {
                Reference<?> taken = test.queue.poll();
                if (taken != null) {
                    inAnotherThread(() -> test.closes(taken));
                }
            }
        },
        HANDED_ON_AS_A_TASK {
            @Override
            void run(ReferenceTakersTest test) throws InterruptedException {
                test.handOn();
            }
        };

        abstract void run(ReferenceTakersTest test) throws InterruptedException;
    }

    /** What the same methods do besides, also after they have taken something. */
    enum Besides {
        WITHOUT_A_QUEUE {
            @Override
            void run(ReferenceTakersTest test) {
                test.closes(test);
            }
        },
        AFTER_THE_LOOP {
            @Override
            void run(ReferenceTakersTest test) {
                while (test.queue.poll() != null) {
                    test.seen.clear();
                }
                test.closes(test);
            }
        },
        IN_THE_SAME_TURN {
            @Override
            void run(ReferenceTakersTest test) throws InterruptedException {
                for (int turn = 0; turn < 2; turn++) {
                    Reference<?> taken = test.queue.remove(1);
                    if (taken != null) {
                        taken.clear();
                    }
                    test.closes(test);
                }
            }
        },
        BEFORE {
            @Override
            void run(ReferenceTakersTest test) {
                test.closes(test);
                Reference<?> taken = test.queue.poll();
                if (taken != null) {
                    taken.clear();
                }
            }
        },
        IN_ANOTHER_THREAD {
            @Override
            void run(ReferenceTakersTest test) throws InterruptedException {
                Reference<?> taken = test.queue.poll();
                if (taken != null) {
                    taken.clear();
                }
                inAnotherThread(() -> test.closes(test));
            }
        },
        BY_A_TASK_THAT_OTHERS_NEED_TOO {
            @Override
            void run(ReferenceTakersTest test) throws InterruptedException {
                test.handOnOrNot();
            }
        };

        abstract void run(ReferenceTakersTest test) throws InterruptedException;
    }

    private static void inAnotherThread(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
    }

    private void handOn() throws InterruptedException {
        Reference<?> taken = queue.poll();
        if (taken != null) {
            inAnotherThread(new Closer(this, taken));
        }
    }

    private record Closer(ReferenceTakersTest test, Object what) implements Runnable {
        @Override
        public void run() {
            test.closes(what);
        }
    }

    private void handOnOrNot() throws InterruptedException {
        Reference<?> taken = queue.poll();
        if (taken != null) {
            inAnotherThread(new SharedCloser(this, taken));
        } else {
            inAnotherThread(new SharedCloser(this, this));
        }
    }

    private record SharedCloser(ReferenceTakersTest test, Object what) implements Runnable {
        @Override
        public void run() {
            test.closes(what);
        }
    }

    @BeforeEach
    void fillQueue() {
        PhantomReference<Object> found = new PhantomReference<>(new Object(), queue);
        found.enqueue();
    }

    private void closes(Object what) {
        assertThat(what).isNotNull();
        StackWalker walker = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
        List<StackWalker.StackFrame> frames = walker.walk(Stream::toList);
        seen.add(takers.isOn(
                frames.stream().map(StackWalker.StackFrame::toStackTraceElement).toArray(StackTraceElement[]::new),
                frames.stream()
                        .<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                        .toList()));
    }

    @ParameterizedTest
    @EnumSource
    void whatATakenReferenceLeadsTo_isTheCollectors(Way way) throws InterruptedException {
        way.run(this);

        assertThat(seen).isNotEmpty().containsOnly(true);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDoneBesides_isTheProgramsOwn(Besides besides) throws InterruptedException {
        besides.run(this);

        assertThat(seen).isNotEmpty().containsOnly(false);
    }

    /** What was closed here first had been used a moment ago, so nobody looked at the code. */
    @Test
    void stackThatClosesIdleOnesLater_isLookedAtThen() {
        FrameNormaliser normaliser = new FrameNormaliser(ApplicationCode.of(List.of()), 128);
        StackTable stacks = StackTable.forThisVm();
        for (int round = 0; round < 2; round++) {
            fillQueue();
            while (queue.poll() != null) {
                closeTwice(stacks, normaliser);
            }
        }

        assertThat(seen).containsExactly(false, true, true);
    }

    private void closeTwice(StackTable stacks, FrameNormaliser normaliser) {
        RawStack stack = stacks.capture();
        stack.stack(normaliser);
        if (!seen.isEmpty() && stack.closesIdle()) {
            stack.again(new Throwable());
        }
        seen.add(stack.takesReference(normaliser));
    }
}
