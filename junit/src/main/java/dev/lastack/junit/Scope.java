package dev.lastack.junit;

import dev.lastack.junit.Snapshot.CodePath;
import dev.lastack.junit.Snapshot.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The time of one test, or of a block of code, on one thread; it knows which connections are its own. What was open
 * before is not. Of what was opened meanwhile, its own is what its thread opened, or a thread that was started meanwhile,
 * or what its code stands on the stack of. Where other scopes run at the same time, only its thread and its code tell.
 */
final class Scope {

    /** Tests that run now, to tell whether one is alone. */
    private static final Set<Scope> ACTIVE = ConcurrentHashMap.newKeySet();

    /** Classes whose tests run now. */
    private static final Set<Scope> CLASSES = ConcurrentHashMap.newKeySet();

    private final Owner owner;
    private final String thread = Thread.currentThread().getName();
    private final Set<String> threadsBefore = threads();

    /** What is not looked at, by id: what was open, or has been judged; the path of each. */
    private final Map<Long, String> before;

    private final Snapshot atBegin;

    /** Those that ran at the same time for a while. */
    private final Set<Scope> others = ConcurrentHashMap.newKeySet();

    private enum Belonging {
        OURS,
        OTHERS,
        UNKNOWN
    }

    private Scope(Owner owner, Snapshot atBegin) {
        this.owner = owner;
        this.atBegin = atBegin;
        this.before = new ConcurrentHashMap<>();
        atBegin.connections().forEach(connection -> before.put(connection.id(), connection.codePath()));
    }

    static Scope begin(Owner owner) {
        Scope scope = new Scope(owner, Agent.snapshot());
        ACTIVE.add(scope);
        for (Scope other : ACTIVE) {
            if (other != scope) {
                scope.others.add(other);
                other.others.add(scope);
            }
        }
        CLASSES.stream().filter(one -> !one.owner.contains(owner)).forEach(one -> one.others.add(scope));
        return scope;
    }

    /** The time of a class; its tests run within it, and are no others to it. */
    static Scope ofClass(Owner owner) {
        Scope scope = new Scope(owner, Agent.snapshot());
        CLASSES.add(scope);
        ACTIVE.stream().filter(test -> !owner.contains(test.owner)).forEach(scope.others::add);
        return scope;
    }

    /** After it nothing new is its own. */
    void end() {
        ACTIVE.remove(this);
        CLASSES.remove(this);
    }

    /** Nothing is asked of it any more: scopes that ran at the same time hold no chain of all tests. */
    void forget() {
        end();
        others.clear();
    }

    /** What is wrong now with connections of its own. */
    List<Leak> leaks(Snapshot now) {
        List<Leak> leaks = new ArrayList<>(leaks(now, Belonging.OURS));
        for (CodePath path : now.paths().values()) {
            long reclaimed = reclaimed(path, now);
            if (reclaimed > 0 && isOurs(path)) {
                leaks.add(Leak.reclaimed(path, reclaimed));
            }
        }
        return leaks;
    }

    /**
     * How many the collector has closed of those that were opened meanwhile, at least: it comes when it likes, and what an
     * earlier test left it may close during a later one. Of what was open before and is not now, it may have closed each.
     */
    private long reclaimed(CodePath path, Snapshot now) {
        long reclaimed = path.reclaimed() - pathBefore(path).reclaimed();
        if (reclaimed == 0) {
            return 0;
        }
        Set<Long> open = now.connections().stream().map(Connection::id).collect(Collectors.toSet());
        long gone = before.entrySet().stream()
                .filter(one -> one.getValue().equals(path.id()) && !open.contains(one.getKey()))
                .count();
        return reclaimed - gone;
    }

    /** What it has left was judged with the test: the class does not come back to it. */
    void judged(Snapshot now) {
        List<Connection> ours = now.connections().stream()
                .filter(connection -> !before.containsKey(connection.id()))
                .filter(connection -> belonging(connection) == Belonging.OURS)
                .toList();
        CLASSES.stream()
                .filter(one -> one.owner.contains(owner))
                .forEach(one -> ours.forEach(connection -> one.before.put(connection.id(), connection.codePath())));
    }

    /** Those opened meanwhile of which it cannot be told whether they are its own. */
    List<Leak> doubtful(Snapshot now) {
        return leaks(now, Belonging.UNKNOWN);
    }

    private List<Leak> leaks(Snapshot now, Belonging belonging) {
        Instant moment = Instant.now();
        return now.connections().stream()
                .filter(connection -> !before.containsKey(connection.id()))
                .filter(connection -> belonging(connection) == belonging)
                // JDK's HttpClient lets its selector release what it has closed, within 3 s.
                .filter(connection -> connection.closeAskedBy() == null)
                .filter(connection -> !isOtherEndOfOurs(connection, now))
                .map(connection -> Leak.of(connection, moment))
                .toList();
    }

    /** A server in the same JVM that waits for its client to close: the client is what was left. */
    private static boolean isOtherEndOfOurs(Connection connection, Snapshot now) {
        return !connection.isClient()
                && connection.state().equals("ESTABLISHED")
                && now.connections().stream()
                        .anyMatch(other -> other.isClient()
                                && other.remote().equals(connection.local())
                                && other.local().equals(connection.remote()));
    }

    /** How many client connections it opened. */
    long opened(Snapshot now) {
        return now.paths().values().stream()
                .filter(path -> path.role().equals("client"))
                .filter(path -> others.isEmpty() || isOurs(path))
                .mapToLong(path -> path.opened() - pathBefore(path).opened())
                .sum();
    }

    private CodePath pathBefore(CodePath path) {
        CodePath earlier = atBegin.paths().get(path.id());
        return earlier == null ? new CodePath(path.id(), path.role(), path.peer(), null, List.of(), 0, 0) : earlier;
    }

    private boolean isOurs(CodePath path) {
        return owner.isIn(path.openStack()) || (others.isEmpty() && owner.hasClassIn(path.openStack()));
    }

    private Belonging belonging(Connection connection) {
        List<String> origin = connection.origin();
        boolean byThread = connection.thread().equals(thread) && !thread.isEmpty();
        if (byThread) {
            return Belonging.OURS;
        }
        if (isOf(others, other -> other.owner.hasMethodIn(origin) && !other.owner.equals(owner))
                || isOf(others, other -> other.thread.equals(connection.thread()))) {
            return Belonging.OTHERS;
        }
        if (owner.isIn(origin)) {
            // Two invocations of one method at once have the same stacks.
            return isOf(others, other -> other.owner.equals(owner)) ? Belonging.UNKNOWN : Belonging.OURS;
        }
        if (!others.isEmpty()) {
            return Belonging.UNKNOWN;
        }
        // Virtual threads have no name as a rule, and are started for what they do.
        boolean startedMeanwhile = connection.thread().isEmpty() || !threadsBefore.contains(connection.thread());
        return startedMeanwhile || owner.hasClassIn(origin) ? Belonging.OURS : Belonging.UNKNOWN;
    }

    private static boolean isOf(Set<Scope> scopes, Predicate<Scope> which) {
        return scopes.stream().anyMatch(which);
    }

    /** Names, without virtual threads: those cannot be listed. */
    private static Set<String> threads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root != null && root.getParent() != null) {
            root = root.getParent();
        }
        Set<String> names = new HashSet<>();
        if (root != null) {
            Thread[] live = new Thread[2 * root.activeCount() + 16];
            int count = root.enumerate(live);
            for (int i = 0; i < count; i++) {
                names.add(live[i].getName());
            }
        }
        return names;
    }
}
