package dev.lastack.analyze.stacks;

import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.StackCount;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Works on counted stacks: put together, told apart, and named by one frame. */
public final class Stacks {

    private static final int MAX_PLACES = 3;
    private static final int MAX_FRAMES = 4;
    private static final List<String> JDK_PACKAGES = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    /** How the JDK reads and writes, and how it runs tasks. */
    private static final List<String> PLUMBING = List.of("java.", "sun.nio.", "sun.security.", "jdk.internal.misc.");

    private Stacks() {}

    /** Equal stacks added up, the most frequent first; equal counts stay in the order they came. */
    public static List<StackCount> merge(List<StackCount> counts) {
        return tally(mergeSame(counts), count -> count.stack()).entrySet().stream()
                .map(entry -> new StackCount(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(StackCount::count).reversed())
                .toList();
    }

    /** What is left of the first when the second is taken away. */
    public static List<StackCount> minus(List<StackCount> counts, List<StackCount> taken) {
        List<StackCount> all = new ArrayList<>(counts);
        taken.forEach(count -> all.add(new StackCount(count.stack(), -count.count())));
        return merge(all).stream().filter(count -> count.count() > 0).toList();
    }

    /** The application frame that most of them have in common as their first; null where none has any. */
    public static @Nullable Site commonCulprit(List<StackCount> counts) {
        return mostFrequent(tally(counts, count -> count.stack().culprit()));
    }

    /** {@code A.a(A.java:1)}, or {@code A.a(A.java:1) (12), B.b(B.java:2) (3) and 2 other places}; empty if unknown. */
    public static String places(List<StackCount> counts) {
        Map<String, Long> places = tally(counts, count -> place(count.stack()));
        if (places.size() <= 1) {
            return places.keySet().stream().findFirst().orElse("");
        }
        List<String> parts = new ArrayList<>();
        places.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MAX_PLACES)
                .forEach(entry -> parts.add(entry.getKey() + " (" + Words.count(entry.getValue()) + ")"));
        int others = places.size() - parts.size();
        if (others > 0) {
            parts.add(Words.count(others, "other place"));
        }
        return Words.list(parts);
    }

    /** The innermost frames outside the JDK (or of the JDK where there are no others), {@code a <- b <- c}. */
    public static String libraryFrames(Stack stack) {
        List<Site> outside =
                stack.frames().stream().filter(frame -> !isJdk(frame)).toList();
        List<Site> frames = outside.isEmpty() ? stack.frames() : outside;
        return String.join(
                " <- ", frames.stream().limit(MAX_FRAMES).map(Site::shortForm).toList());
    }

    /** What stands for a stack in a sentence: the culprit, or else what is known instead. Null for an empty stack. */
    private static @Nullable String place(Stack stack) {
        if (stack.isEmpty()) {
            return null;
        }
        Site culprit = stack.culprit();
        String netty = culprit == null ? NettyClose.of(stack) : "";
        return netty.isEmpty() ? (culprit == null ? outsideTheJdk(stack) : culprit).shortForm() : netty;
    }

    /**
     * Neither the JDK's nor of Netty's inner parts, through which all that is written and closed goes. Or else the first
     * of a client or server inside the JDK: how that reads from a socket helps nobody.
     */
    private static Site outsideTheJdk(Stack stack) {
        return first(stack, frame -> !isJdk(frame) && !isNettyCore(frame))
                .or(() -> first(stack, frame -> !isJdk(frame)))
                .or(() -> first(stack, frame -> PLUMBING.stream().noneMatch(frame.className()::startsWith)))
                .orElse(stack.frames().get(0));
    }

    private static boolean isNettyCore(Site frame) {
        String name = frame.className();
        return name.contains("netty.channel.") || name.contains("netty.util.concurrent.");
    }

    private static Optional<Site> first(Stack stack, Predicate<Site> which) {
        return stack.frames().stream().filter(which).findFirst();
    }

    private static boolean isJdk(Site frame) {
        return JDK_PACKAGES.stream().anyMatch(frame.className()::startsWith);
    }

    /** Thousands of connections share a stack object, and to compare or hash a deep stack is dear. */
    private static List<StackCount> mergeSame(List<StackCount> counts) {
        IdentityHashMap<Stack, Integer> positions = new IdentityHashMap<>();
        List<StackCount> merged = new ArrayList<>();
        for (StackCount count : counts) {
            Integer position = positions.putIfAbsent(count.stack(), merged.size());
            if (position == null) {
                merged.add(count);
            } else {
                merged.set(
                        position,
                        new StackCount(count.stack(), merged.get(position).count() + count.count()));
            }
        }
        return merged;
    }

    private static <K> Map<K, Long> tally(List<StackCount> counts, Function<StackCount, @Nullable K> key) {
        Map<K, Long> sums = new LinkedHashMap<>();
        for (StackCount count : counts) {
            K name = key.apply(count);
            if (name != null) {
                sums.merge(name, count.count(), Long::sum);
            }
        }
        return sums;
    }

    private static @Nullable Site mostFrequent(Map<Site, Long> sums) {
        Site best = null;
        long most = 0;
        for (Map.Entry<Site, Long> entry : sums.entrySet()) {
            if (entry.getValue() > most) {
                best = entry.getKey();
                most = entry.getValue();
            }
        }
        return best;
    }
}
