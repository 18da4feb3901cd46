package dev.lastack.analyze.leak;

import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Connections that lay idle, with the remote still there, when the program opened another one to the same remote. A pool
 * that had them would have handed one out.
 */
public final class PassedOver {

    /** Shorter, a request may still have been at work on what it had read. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private PassedOver() {}

    /**
     * None where no code of the application is on the stack that opens them: a pool's own thread opens connections in
     * advance, or anew when they are old, whatever else lies idle.
     */
    public static long count(AffectedConnections group) {
        if (group.path().openStack().frames().stream().noneMatch(Site::application)) {
            return 0;
        }
        Map<String, NavigableSet<Instant>> opened = new HashMap<>();
        group.path()
                .open()
                .forEach(one -> opened.computeIfAbsent(one.remote(), remote -> new TreeSet<>())
                        .add(one.openedAt()));
        return group.count(
                one -> isPassedOver(one, group.snapshot().takenAt(), Objects.requireNonNull(opened.get(one.remote()))));
    }

    private static boolean isPassedOver(OpenConnection one, Instant now, NavigableSet<Instant> opened) {
        Instant next = opened.ceiling(now.minusMillis(one.idleMillis()).plus(IDLE));
        Instant remoteClosed = one.remoteClosedAt();
        return !one.reusedByAnother() && remoteClosed != null && next != null && next.isBefore(remoteClosed);
    }
}
