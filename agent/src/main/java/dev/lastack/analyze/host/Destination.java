package dev.lastack.analyze.host;

import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.EphemeralPorts;
import dev.lastack.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * One remote {@code ip:port} and all code paths that connect to it: they share the local ports.
 *
 * @param paths those that leave the most TIME_WAIT first; never empty
 */
public record Destination(String peer, List<CodePath> paths, HostSettings host) {

    private static final Pattern LOOPBACK =
            Pattern.compile("127\\..*|\\[(::|(0+:){7})0*1\\]:.*|\\[::ffff:127\\..*", Pattern.CASE_INSENSITIVE);

    private static final Comparator<CodePath> MOST_TIME_WAITS_FIRST = Comparator.comparingDouble(
                    (CodePath path) -> path.timeWait().perSecond())
            .thenComparingLong(path -> path.timeWait().left())
            .reversed();

    public Destination {
        paths = List.copyOf(paths);
    }

    /** Of all clients; those with the highest rate of TIME_WAIT first. */
    public static List<Destination> allOf(Snapshot snapshot) {
        HostSettings host = HostSettings.of(snapshot.hostNetwork());
        Map<String, List<CodePath>> byPeer = new LinkedHashMap<>();
        for (CodePath path : snapshot.codePaths()) {
            if (path.isClient()) {
                byPeer.computeIfAbsent(path.peer(), peer -> new ArrayList<>()).add(path);
            }
        }
        List<Destination> all = new ArrayList<>();
        byPeer.forEach((peer, paths) -> all.add(new Destination(
                peer, paths.stream().sorted(MOST_TIME_WAITS_FIRST).toList(), host)));
        all.sort(Comparator.comparingDouble(Destination::perSecond)
                .thenComparingLong(Destination::left)
                .reversed());
        return all;
    }

    /** As it was in the worst window of the run, where the verdict is about the whole run. */
    Destination atItsWorst(Snapshot snapshot, Settings settings) {
        List<CodePath> worst = WorstWindow.apply(paths, Load.TIME_WAITS, snapshot, settings);
        return new Destination(
                peer, worst.stream().sorted(MOST_TIME_WAITS_FIRST).toList(), host);
    }

    /** False where a cap put connections to several destinations together: their ports are not shared. */
    public boolean isOne() {
        return peer.indexOf(':') >= 0;
    }

    /** By address: what connects to another address of this host is loopback traffic, but not to tcp_tw_reuse. */
    public boolean isLoopback() {
        return isLoopback(peer);
    }

    /** Of a peer, {@code ip:port}; a sum of several is none. */
    public static boolean isLoopback(String peer) {
        return LOOPBACK.matcher(peer).matches();
    }

    /** The path that leaves the most TIME_WAIT. */
    public CodePath main() {
        return paths.get(0);
    }

    public long left() {
        return Math.round(sum(path -> path.timeWait().left()));
    }

    /** Entries in TIME_WAIT. */
    public long now() {
        return Math.round(sum(path -> path.timeWait().now()));
    }

    public double perSecond() {
        return sum(path -> path.timeWait().perSecond());
    }

    /** Entries in TIME_WAIT that this rate holds. */
    public double steadyState() {
        return perSecond() * HostSettings.TIME_WAIT_SECONDS;
    }

    public long open() {
        return Math.round(sum(path -> path.open().size()));
    }

    public long opened() {
        return Math.round(sum(CodePath::opened));
    }

    public int ports() {
        EphemeralPorts ports = host.ports();
        return Math.max(1, ports.count());
    }

    /** Entries of the steady state by the ports there are; above 1 where there are not enough. */
    public double portShare() {
        return steadyState() / ports();
    }

    /** As {@link #portShare}, but with ports that the kernel reuses earlier counted for as long as they are held. */
    public double pressure() {
        return heldPorts() / ports();
    }

    /** The highest rate that can go on for ever. */
    public double sustainablePerSecond() {
        return ports() / portHeldSeconds();
    }

    /** For how long a closed connection keeps its port from the next connect. */
    public double portHeldSeconds() {
        return host.portHeldSeconds(isLoopback());
    }

    /** Whether the next connect may take a port in TIME_WAIT. */
    public boolean reusesPorts() {
        return host.reusesPorts(isLoopback());
    }

    public boolean runsOut() {
        return perSecond() > 0 && heldPorts() + open() >= ports();
    }

    /** Until no port is left, if the present rate goes on; {@code Long.MAX_VALUE}: never. */
    public long millisLeft() {
        if (!runsOut()) {
            return Long.MAX_VALUE;
        }
        double free = ports() - Math.min((double) now(), heldPorts()) - open();
        return Math.round(Math.max(0, free) * 1000 / perSecond());
    }

    /** Ports that closed connections keep from the next connect, in the steady state. */
    private double heldPorts() {
        return perSecond() * portHeldSeconds();
    }

    private double sum(ToDoubleFunction<CodePath> number) {
        return paths.stream().mapToDouble(number).sum();
    }
}
