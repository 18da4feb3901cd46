package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastack.it.harness.Capture;
import dev.lastack.it.harness.CapturedConnection;
import dev.lastack.it.harness.CapturedConnection.First;
import dev.lastack.it.harness.CodePathOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.TcpPacket;
import dev.lastack.it.harness.Wire;
import dev.lastack.it.programs.wire.WireManner;
import dev.lastack.it.programs.wire.WirePorts;
import dev.lastack.it.programs.wire.WireTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Issue 18: what a report says of thousands of connections over a wire, held against a capture of that wire and against
 * the kernel's own table. The capture knows nothing of what the programs meant to do.
 */
class WireIT {

    private static final int EACH = 26;
    private static final int BY_HTTP = 100;
    private static final int LOCAL_ADDRESS = 10 << 24 | 77 << 16 | 1;

    /** So long a busy machine keeps a thread off its processors anywhere. */
    private static final long OFF_PROCESSOR_MICROS = 20_000;

    /** One connection more, for what the two programs tell each other; it may end a moment after the kernel was asked. */
    private static final int CONTROL = 1;

    /** A look of the watcher, and what a reading of a histogram may be wrong by. */
    private static final long TICK_MILLIS = 10;

    private static final double HISTOGRAM_ERROR = 0.07;

    private static FinishedJvm run;
    private static Report report;
    private static Collection<CapturedConnection> captured;

    /** No look at the kernel lay longer before its FIN: the close or half-close that took longest in a race took so long. */
    private static long lookToFinMicros;

    @BeforeAll
    static void overTheWire() throws IOException {
        assumeTrue(Capture.possible(), "no tcpdump is installed: reports are not held against a wire");
        String impossible = Wire.impossible();
        assumeTrue(impossible == null, impossible);
        try (Wire wire = Wire.make();
                Capture capture = Capture.at(wire.local(), Wire.DEVICE, "tcp and host " + Wire.REMOTE);
                RunningJvm remote = program("WireRemote", wire.remote())
                        .args(Wire.REMOTE, Wire.REMOTE_CONTROL, Wire.LOCAL, EACH)
                        .start()) {
            remote.awaitLine("LISTEN");
            run = program("WireLocal", wire.local())
                    .args(Wire.LOCAL, Wire.REMOTE, Wire.REMOTE_CONTROL, Wire.DEVICE, EACH, BY_HTTP)
                    .withReport()
                    .run()
                    .succeeded();
            Path file = capture.finish();
            report = run.report();
            captured = CapturedConnection.of(TcpPacket.read(file), LOCAL_ADDRESS);
            lookToFinMicros = Math.max(OFF_PROCESSOR_MICROS, run.figure("LONGEST_RACE_STEP"));
        }
    }

    private static ForkedJvm program(String name, List<String> where) {
        return ForkedJvm.running("dev.lastack.it.programs.wire." + name)
                .underLoad()
                .under(where.toArray(String[]::new));
    }

    @Test
    void thousandsOfConnectionsAreSeenByBoth() {
        int kinds = WireManner.values().length * WireTransport.values().length * 2;

        assertThat(captured).hasSize(kinds * EACH + 2 * BY_HTTP).hasSizeGreaterThan(5_000);
        assertThat(report.total("opened")).isEqualTo(captured.size() + (long) CONTROL);
        report.assertHealthyAgent();
    }

    /** Else a manner is not what it is called, and proves nothing. */
    @Test
    void mannersAreWhatTheyAreCalled() {
        assertThat(Map.of(
                        WireManner.CLOSE, First.LOCAL,
                        WireManner.CLOSE_BY_REMOTE, First.REMOTE,
                        WireManner.LINGER_ZERO_BY_REMOTE, First.RESET_BY_REMOTE,
                        WireManner.CROSSING, First.SIMULTANEOUS,
                        WireManner.QUEUED_FIN_RESET, First.RESET_BY_REMOTE))
                .allSatisfy((manner, first) -> assertThat(captured.stream()
                                .filter(connection -> mannerOf(connection) == manner)
                                .filter(connection -> connection.first().contains(first))
                                .count())
                        .as(manner.name())
                        .isGreaterThan(EACH));
    }

    private static WireManner mannerOf(CapturedConnection connection) {
        for (WireManner manner : WireManner.values()) {
            for (WireTransport transport : WireTransport.values()) {
                int port = connection.client()
                        ? WirePorts.atRemote(manner, transport)
                        : WirePorts.atLocal(manner, transport);
                if (port == connection.listener()) {
                    return manner;
                }
            }
        }
        return null;
    }

    @Test
    void firstClosersAreTheWires() {
        SoftAssertions all = new SoftAssertions();
        for (WireManner manner : WireManner.values()) {
            for (WireTransport transport : WireTransport.values()) {
                String kind = manner + " " + transport;
                boolean race = manner.isRace();
                firstClosers(all, kind + " client", true, WirePorts.atRemote(manner, transport), race);
                firstClosers(all, kind + " server", false, WirePorts.atLocal(manner, transport), race);
            }
        }
        firstClosers(all, "HTTP", true, WirePorts.http(), /* race= */ true);
        all.assertAll();
    }

    /** Each word at least as often as nothing else is true, and at most as often as it is. */
    private static void firstClosers(SoftAssertions all, String kind, boolean client, int listener, boolean race) {
        Map<Set<First>, Integer> wire = new HashMap<>();
        capturedOf(client, listener)
                .map(connection -> race ? connection.firstOfRace(lookToFinMicros) : connection.first())
                .forEach(first -> wire.merge(first, 1, Integer::sum));
        Map<String, Long> said = new HashMap<>();
        for (First first : First.values()) {
            long count = sum(client, listener, path -> path.firstCloser(first.nameInReport()));
            said.put(first.nameInReport(), count);
            long alone = wire.getOrDefault(Set.of(first), 0);
            long among = wire.entrySet().stream()
                    .filter(entry -> entry.getKey().contains(first))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            if (count < alone || count > among) {
                all.fail("%s: %s said %d times; on the wire %s", kind, first, count, wire);
            }
        }
        long connections = wire.values().stream().mapToLong(Integer::longValue).sum();
        all.assertThat(said.values().stream().mapToLong(Long::longValue).sum())
                .as("%s: %s of %s", kind, said, wire)
                .isEqualTo(connections);
    }

    private static Stream<CapturedConnection> capturedOf(boolean client, int listener) {
        return captured.stream()
                .filter(connection -> connection.client() == client && connection.listener() == listener);
    }

    private static long sum(boolean client, int listener, java.util.function.ToLongFunction<CodePathOfReport> number) {
        return report.codePaths().stream()
                .filter(path -> path.role().equals(client ? "client" : "server") && path.peerPort() == listener)
                .mapToLong(number)
                .sum();
    }

    @Test
    void timeWaitIsTheKernels() {
        SoftAssertions all = new SoftAssertions();
        long kernels = 0;
        for (WireManner manner : WireManner.values()) {
            for (WireTransport transport : WireTransport.values()) {
                kernels += timeWait(all, manner, transport, true, WirePorts.atRemote(manner, transport));
                kernels += timeWait(all, manner, transport, false, WirePorts.atLocal(manner, transport));
            }
        }
        all.assertAll();
        assertThat(kernels).isGreaterThan(1_000);
    }

    /** Late data and a vanished remote leave none, which nobody at this end can see. */
    @Test
    void timeWaitIsNeverMoreThanTheKernels() {
        long kernels = run.stdout().stream()
                .filter(line -> line.startsWith("TIME_WAIT all "))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();

        assertThat(report.codePaths().stream()
                        .mapToLong(CodePathOfReport::timeWaitLeft)
                        .sum())
                .as("what was to be expected of all closes")
                .isGreaterThan(kernels);
        assertThat(report.total("timeWaitLeft")).isPositive().isLessThanOrEqualTo(kernels + CONTROL);
        assertThat(report.timeWaitAtMost()).isTrue();
    }

    private static long timeWait(
            SoftAssertions all, WireManner manner, WireTransport transport, boolean client, int listener) {
        String role = client ? "client" : "server";
        String line = run.stdout().stream()
                .filter(text -> text.startsWith("TIME_WAIT " + role + " " + listener + " "))
                .findFirst()
                .orElseThrow();
        long kernel = Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
        long said = sum(client, listener, CodePathOfReport::timeWaitLeft);
        // a remote whose ACKs leave late and out of their turn, as on a busy machine, ends a TIME_WAIT of any manner
        long mayBeNone = capturedOf(client, listener)
                .filter(connection ->
                        connection.resetInTimeWait() || (manner.isRace() && connection.slippedIn(lookToFinMicros)))
                .count();
        if (said < kernel || (said > kernel + mayBeNone && !manner.endsUnseen())) {
            all.fail(
                    "TIME_WAIT of %s %s %s: kernel %d, said %d, unknowable %d",
                    manner, transport, role, kernel, said, mayBeNone);
        }
        return kernel;
    }

    @Test
    void closeWaitTimesAreTheWires() {
        SoftAssertions all = new SoftAssertions();
        for (WireTransport transport : WireTransport.values()) {
            closeWait(all, transport + " client", true, WirePorts.atRemote(WireManner.HELD, transport));
            closeWait(all, transport + " server", false, WirePorts.atLocal(WireManner.HELD, transport));
        }
        all.assertAll();
    }

    /** Medians: a machine that stalls for a moment is nobody's error. */
    private static void closeWait(SoftAssertions all, String kind, boolean client, int listener) {
        long[] micros = capturedOf(client, listener)
                .mapToLong(CapturedConnection::closeWaitMicros)
                .sorted()
                .toArray();
        double wire = micros[micros.length / 2] / 1_000.0;
        long said = sum(client, listener, CodePathOfReport::closeWaitP50Millis);
        double tolerance = 2 * TICK_MILLIS + wire * HISTOGRAM_ERROR;
        all.assertThat((double) said)
                .as("median close-wait time of %s; on the wire %.1f ms", kind, wire)
                .isBetween(wire - tolerance, wire + tolerance);
    }
}
