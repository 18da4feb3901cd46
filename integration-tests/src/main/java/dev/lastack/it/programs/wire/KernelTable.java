package dev.lastack.it.programs.wire;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.ProcNetTcp;
import dev.lastack.it.oracle.TcpEntry;
import dev.lastack.it.oracle.TcpState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The network namespace's own table, for the connections of one manner. */
final class KernelTable {

    private final Oracle oracle = Oracle.ofClientOf(0);

    private static Stream<TcpEntry> entries(Set<Integer> listeners) {
        return ProcNetTcp.all(entry -> entry.state() != TcpState.LISTEN
                        && (listeners.contains(entry.localPort()) || listeners.contains(entry.remotePort())))
                .stream();
    }

    private static Set<Integer> listeners(WireManner manner) {
        return Stream.of(WireTransport.values())
                .flatMap(t -> Stream.of(WirePorts.atLocal(manner, t), WirePorts.atRemote(manner, t)))
                .collect(Collectors.toSet());
    }

    /** At all of them, except where nothing is left of a connection. */
    private void awaitAll(WireManner manner, String what, Predicate<TcpEntry> reached) {
        Set<Integer> listeners = listeners(manner);
        oracle.await(manner + " " + what, () -> entries(listeners).allMatch(reached));
    }

    void awaitFin(WireManner manner) {
        awaitAll(
                manner,
                "the remote's FIN",
                entry -> entry.state() != TcpState.ESTABLISHED
                        && entry.state() != TcpState.FIN_WAIT1
                        && entry.state() != TcpState.FIN_WAIT2);
    }

    void awaitData(WireManner manner, int connections) {
        Set<Integer> listeners = listeners(manner);
        oracle.await(manner + " data", () -> {
            List<TcpEntry> held =
                    entries(listeners).filter(entry -> entry.inode() != 0).toList();
            return held.size() == connections && held.stream().allMatch(entry -> entry.unreadBytes() > 0);
        });
    }

    void awaitOnlyTimeWait(WireManner manner) {
        awaitAll(manner, "nothing but TIME_WAIT", entry -> entry.state() == TcpState.TIME_WAIT);
    }

    /** The kernel's own count for the network namespace. */
    static long allTimeWaits() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/net/sockstat"))) {
            if (line.startsWith("TCP:")) {
                return Long.parseLong(line.replaceAll(".* tw (\\d+) .*", "$1"));
            }
        }
        throw new IOException("no TCP in sockstat");
    }

    /** What is left of the connections of a listener, at this end or at the other. */
    long timeWaits(int listener) {
        return entries(Set.of(listener))
                .filter(entry -> entry.state() == TcpState.TIME_WAIT)
                .count();
    }
}
