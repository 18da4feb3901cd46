package dev.lastack.track.thread;

import dev.lastack.snapshot.Site;
import java.util.List;

/**
 * Whether two stacks of one thread are of two tasks that something else has given it, as an executor or a server does. A
 * thread that goes on with a conversation goes on in a method that both stacks share.
 */
public final class AnotherTask {

    private AnotherTask() {}

    /** Both innermost first. False where that is not sure. */
    public static boolean between(List<Site> then, List<Site> now) {
        int t = then.size() - 1;
        int n = now.size() - 1;
        while (t >= 0 && n >= 0 && then.get(t).equals(now.get(n))) {
            t--;
            n--;
        }
        boolean begun = n + 1 < now.size() && t >= 0 && n >= 0;
        return begun
                && !now.get(n + 1).application()
                && !then.get(t).isInSameMethod(now.get(n))
                && callsApplication(then, t)
                && callsApplication(now, n);
    }

    private static boolean callsApplication(List<Site> frames, int from) {
        return frames.subList(0, from + 1).stream().anyMatch(Site::application);
    }
}
