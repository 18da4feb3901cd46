package dev.lastack.track.thread;

import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import dev.lastack.track.connection.Captures;
import dev.lastack.track.connection.Clock;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.stack.FrameNormaliser;
import dev.lastack.track.stack.RawStack;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the threads are, for one snapshot, that read connections last: a handler that is stuck leaves no other trace.
 * Looks at those threads only, one by one, and at a bounded number.
 *
 * <p>A thread of a server goes from one request to the next. It is still about this one if it has read no other
 * connection since, and if it has not left the method that first had the request read and then handled.
 */
public final class ReaderStacks {

    private static final int MAX_THREADS = 64;

    /** Looked at once where a server does not say which of its threads is inside a handler: some 50 us each. */
    private static final int MAX_SEARCHED = 400;

    private static final String PIPELINE = "netty.channel.DefaultChannelPipeline";

    /** In the name of each hidden class, behind the name it was given. */
    private static final char HIDDEN = '/';

    private final ReaderThreads readers;
    private final FrameNormaliser normaliser;
    private final Clock clock;
    private final Map<Integer, IoEvent> seen = new HashMap<>();
    private final Set<Integer> given = new HashSet<>();
    private final Set<Integer> passedOver = new HashSet<>();
    private @Nullable Map<Integer, Thread> threads;
    private @Nullable List<IoEvent> atWork;
    private final Map<Site, Deque<IoEvent>> insideOf = new HashMap<>();
    private int notSearched;

    public ReaderStacks(ReaderThreads readers, FrameNormaliser normaliser, Clock clock) {
        this.readers = readers;
        this.normaliser = normaliser;
        this.clock = clock;
    }

    /**
     * Null where the thread is not known, gone, or about something else.
     */
    public @Nullable Evidence of(Connection c, Captures captures) {
        RawStack read = captures.readStack;
        boolean netty = c.netty() != null;
        if ((read == null && !netty) || !readers.stillAt(c)) {
            return null;
        }
        WeakReference<Thread> virtual = captures.virtualReader;
        IoEvent now = look(c.reader, virtual == null ? null : virtual.get());
        if (now == null || !readers.stillAt(c)) {
            return null;
        }
        boolean aboutIt = (read == null || netty)
                ? inPipeline(now.stack())
                : sameRequest(read.stack(normaliser).stack.frames(), now.stack().frames(), virtual != null);
        if (!aboutIt) {
            return null;
        }
        given.add(c.reader);
        return new Evidence(Evidence.Kind.READER_NOW, now);
    }

    /** Where the platform thread of this name is; null where there is none, or not one only. */
    public @Nullable IoEvent ofThread(String name) {
        List<Thread> named = threads().values().stream()
                .filter(thread -> thread.getName().equals(name))
                .toList();
        return named.size() == 1 ? look(ReaderThreads.id(named.get(0)), null) : null;
    }

    /** Where a thread is; null where that is in no code of the application, or only in a loop that waits for events. */
    public @Nullable IoEvent atWork(Thread thread) {
        IoEvent now = look(ReaderThreads.id(thread), thread);
        return now == null
                        || now.stack().culprit() == null
                        || isInSelect(now.stack().frames())
                ? null
                : now;
    }

    /**
     * Where some thread is that is inside the handler's method now, each thread once: of threads that stand at one line
     * first, since those that pass through are elsewhere each. Null where there is none, or none any more.
     */
    public @Nullable IoEvent inside(Handled handled) {
        return insideOf.computeIfAbsent(handled.site(), this::threadsIn).poll();
    }

    private Deque<IoEvent> threadsIn(Site handler) {
        Map<Site, List<IoEvent>> byPlace = new LinkedHashMap<>();
        for (IoEvent thread : atWork()) {
            List<Site> frames = thread.stack().frames();
            Site place = thread.stack().culprit();
            if (place != null && frames.stream().anyMatch(handler::isInSameMethod)) {
                byPlace.computeIfAbsent(place, at -> new ArrayList<>()).add(thread);
            }
        }
        Deque<IoEvent> mostFirst = new ArrayDeque<>();
        byPlace.values().stream()
                .sorted(Comparator.<List<IoEvent>>comparingInt(List::size).reversed())
                .forEach(mostFirst::addAll);
        return mostFirst;
    }

    /** Platform threads that are not known to be at a connection. */
    private List<IoEvent> atWork() {
        List<IoEvent> known = atWork;
        if (known == null) {
            known = new ArrayList<>();
            int searched = 0;
            for (Map.Entry<Integer, Thread> one : threads().entrySet()) {
                if (searched >= MAX_SEARCHED) {
                    notSearched++;
                } else if (!given.contains(one.getKey()) && one.getValue() != Thread.currentThread()) {
                    searched++;
                    Stack stack = now(one.getValue(), normaliser);
                    known.add(new IoEvent(stack, one.getValue().getName(), clock.wall(), true));
                }
            }
            atWork = known;
        }
        return known;
    }

    /** In words, where not all threads were looked at. */
    public Optional<String> capHit() {
        int left = passedOver.size() + notSearched;
        return left == 0
                ? Optional.empty()
                : Optional.of("where a thread stands was not looked at for " + left
                        + " threads (" + MAX_THREADS + " at most that read last, and " + MAX_SEARCHED
                        + " that are searched for): a finding says where most of the others stand");
    }

    private @Nullable IoEvent look(int reader, @Nullable Thread virtual) {
        IoEvent known = seen.get(reader);
        if (known != null) {
            return known;
        }
        if (seen.size() >= MAX_THREADS) {
            passedOver.add(reader);
            return null;
        }
        Thread thread = virtual == null ? threads().get(reader) : virtual;
        // The thread that asks for the snapshot, as a test's does at its end, is in this code and stuck in no other.
        if (thread == null || thread == Thread.currentThread() || ReaderThreads.id(thread) != reader) {
            return null;
        }
        Stack stack = now(thread, normaliser);
        IoEvent use = new IoEvent(stack, thread.getName(), clock.wall(), true);
        seen.put(reader, use);
        return use;
    }

    /** Where a thread is. */
    public static Stack now(Thread thread, FrameNormaliser normaliser) {
        return normaliser.normalise(visible(thread.getStackTrace()), List.of()).stack;
    }

    /** A thread's trace shows the frames of hidden classes, such as those of lambdas; a throwable's does not. */
    private static StackTraceElement[] visible(StackTraceElement[] trace) {
        return Stream.of(trace)
                .filter(frame -> frame.getClassName().indexOf(HIDDEN) < 0)
                .toArray(StackTraceElement[]::new);
    }

    /** Platform threads. */
    private Map<Integer, Thread> threads() {
        Map<Integer, Thread> known = threads;
        if (known == null) {
            known = new HashMap<>();
            for (Thread thread : PlatformThreads.all()) {
                known.put(ReaderThreads.id(thread), thread);
            }
            threads = known;
        }
        return known;
    }

    /** An event loop of Netty that has not come back from the handlers to which it gave what it read. */
    private static boolean inPipeline(Stack now) {
        for (Site frame : now.frames()) {
            if (frame.className().endsWith(PIPELINE) && frame.methodName().equals("fireChannelRead")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Outermost first they are equal, up to one method of a server at two of its lines: the reading, and the handling. Or
     * at one line, which reads and handles: then what it has called is the application's.
     *
     * @param oneTask the thread was made for one task, and does not come back for the next: a virtual thread
     */
    public static boolean sameRequest(List<Site> then, List<Site> now, boolean oneTask) {
        if (isSelecting(now)) {
            return false;
        }
        int t = then.size() - 1;
        int n = now.size() - 1;
        while (t >= 0 && n >= 0 && then.get(t).isInSameMethod(now.get(n))) {
            if (then.get(t).lineNumber() != now.get(n).lineNumber()) {
                return !now.get(n).className().startsWith("java.");
            }
            t--;
            n--;
        }
        return t >= 0 && n >= 0 && n + 1 < now.size() && handlesAtOneLine(now, n + 1, oneTask);
    }

    /** A loop that waits for the next event, and not a handler that waits for something in that way. */
    private static boolean isSelecting(List<Site> now) {
        return now.stream().noneMatch(Site::application) && isInSelect(now);
    }

    private static boolean isInSelect(List<Site> now) {
        return now.stream()
                .anyMatch(frame -> frame.className().equals("sun.nio.ch.SelectorImpl")
                        && frame.methodName().equals("lockAndDoSelect"));
    }

    /** Where nobody but the JDK has called the method, it may be a worker's loop, back at waiting for the next task. */
    private static boolean handlesAtOneLine(List<Site> now, int common, boolean oneTask) {
        boolean callsApplication = now.subList(0, common).stream().anyMatch(Site::application);
        boolean called = now.subList(common + 1, now.size()).stream().anyMatch(ReaderStacks::isOutsideTheJdk);
        return now.get(common).application() && callsApplication && (oneTask || called);
    }

    private static boolean isOutsideTheJdk(Site frame) {
        return !frame.className().startsWith("java.") && !frame.className().startsWith("jdk.internal.");
    }
}
