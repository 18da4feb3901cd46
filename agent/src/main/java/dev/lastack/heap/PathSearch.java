package dev.lastack.heap;

import dev.lastack.heap.hprof.HeapClass;
import dev.lastack.heap.hprof.HeapDump;
import dev.lastack.heap.hprof.HeapRoot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shortest paths of strong references from the collector's roots, to all objects at once: breadth first, with four
 * bytes an object for where it was reached from.
 *
 * <p>All classes' static fields come first, then threads, then native code; local variables and locks, and what only a
 * selector knows, when nothing else has led to an object. A class counts as a root whoever holds its loader: that is
 * another leak.
 */
final class PathSearch {

    private static final int UNSEEN = -1;

    /** What a path starts with, for {@code cameFrom}: roots are below it, -2, -3, ... */
    private static final int FIRST_ROOT = -2;

    private final HeapDump dump;
    private final Roots roots;
    private final int[] cameFrom;
    private final List<Start> starts = new ArrayList<>();
    private final Map<Integer, HeapClass> ofClassObject = new HashMap<>();
    private final Set<HeapClass> ours = new HashSet<>();
    private final IntQueue queue = new IntQueue();
    private final IntQueue lastResort = new IntQueue();

    /** A static field, or a root in words. */
    record Start(HeapClass.@Nullable Field field, String words, int object) {}

    /** One reference on the way. */
    record Step(int holder, HeapClass.@Nullable Field field, int element, int target) {}

    /** From a start to an object. */
    record Path(Start start, List<Step> steps) {}

    PathSearch(HeapDump dump) {
        this.dump = dump;
        this.roots = new Roots(dump);
        this.cameFrom = new int[dump.objects()];
        Arrays.fill(cameFrom, UNSEEN);
        for (HeapClass one : dump.classes()) {
            ofClassObject.put(dump.number(one.id()), one);
            if (StrongReferences.isOurs(one)) {
                ours.add(one);
            }
        }
        fromStatics();
        fromRoots(HeapRoot.Kind.THREAD);
        fromRoots(HeapRoot.Kind.NATIVE);
        walk();
        fromRoots(HeapRoot.Kind.LOCAL);
        fromRoots(HeapRoot.Kind.MONITOR);
        walk();
        while (!lastResort.isEmpty()) {
            int holder = lastResort.remove();
            int target = lastResort.remove();
            reach(target, holder);
            walk();
        }
    }

    private void fromStatics() {
        for (HeapClass one : dump.classes()) {
            if (ours.contains(one)) {
                continue;
            }
            int object = dump.number(one.id());
            dump.references(object, (field, element, target) -> {
                if (cameFrom[target] == UNSEEN) {
                    start(new Start(field, "", target));
                }
            });
        }
    }

    private void fromRoots(HeapRoot.Kind kind) {
        for (HeapRoot root : dump.roots()) {
            int object = dump.number(root.object());
            if (root.kind() == kind && object >= 0 && cameFrom[object] == UNSEEN && !roots.isOurs(root)) {
                start(new Start(null, roots.of(root), object));
            }
        }
    }

    private void start(Start start) {
        cameFrom[start.object()] = FIRST_ROOT - starts.size();
        starts.add(start);
        queue.add(start.object());
    }

    private void walk() {
        while (!queue.isEmpty()) {
            int holder = queue.remove();
            HeapClass one = dump.classOf(holder);
            boolean passed = ofClassObject.containsKey(holder) || (one != null && ours.contains(one));
            if (!passed) {
                dump.references(holder, (field, element, target) -> follow(holder, field, target));
            }
        }
    }

    private void follow(int holder, HeapClass.@Nullable Field field, int target) {
        if (cameFrom[target] != UNSEEN || !StrongReferences.isStrong(field)) {
            return;
        }
        if (StrongReferences.isLastResort(field)) {
            lastResort.add(holder);
            lastResort.add(target);
        } else {
            reach(target, holder);
        }
    }

    private void reach(int target, int holder) {
        if (cameFrom[target] == UNSEEN) {
            cameFrom[target] = holder;
            queue.add(target);
        }
    }

    /** Null where no strong reference leads to it. */
    @Nullable
    Path to(int object) {
        if (cameFrom[object] == UNSEEN) {
            return null;
        }
        List<Step> steps = new ArrayList<>();
        int at = object;
        while (cameFrom[at] >= 0) {
            int holder = cameFrom[at];
            String thread = roots.ofThread(at);
            if (thread != null) { // whoever holds the thread: it runs
                return path(new Start(null, thread, at), steps);
            }
            steps.add(step(holder, at));
            at = holder;
        }
        return path(starts.get(FIRST_ROOT - cameFrom[at]), steps);
    }

    private static Path path(Start start, List<Step> steps) {
        Collections.reverse(steps);
        return new Path(start, List.copyOf(steps));
    }

    /** The reference between the two is looked for again: keeping it would double the memory. */
    private Step step(int holder, int target) {
        Step[] found = new Step[1];
        dump.references(holder, (field, element, to) -> {
            if (to == target && found[0] == null && StrongReferences.isStrong(field)) {
                found[0] = new Step(holder, field, element, to);
            }
        });
        return found[0] == null ? new Step(holder, null, -1, target) : found[0];
    }
}
