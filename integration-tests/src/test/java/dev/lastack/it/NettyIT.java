package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.CodePathOfReport;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.FurtherRow;
import dev.lastack.it.harness.Report;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Netty in several versions, under its own and under another name, in the application's class loader and in others, on
 * every transport, as client and as server: each connection has one record, the right first closer, and where it is left
 * open the right rule and a culprit in the program. The application's own count of its channels must agree.
 */
class NettyIT {

    private static final int CONNECTIONS = 5;
    private static final int CROWD = 5_000;
    /** The rows that do right do it sooner, also on a busy machine. */
    private static final int THRESHOLD_MILLIS = 3_000;

    private static final String PROGRAMS = "dev.lastack.it.programs.netty.";

    static Stream<Arguments> versions() {
        return rows("netty-4.1-oldest", "netty-4.1", "netty-4.2");
    }

    /** Of each generation of the native transports one. */
    static Stream<Arguments> olderVersions() {
        return rows("netty-4.1.0", "netty-4.1.8", "netty-4.1.36", "netty-4.1.48");
    }

    private static Stream<Arguments> rows(String... versions) {
        return Stream.of(versions)
                .flatMap(version ->
                        transports(version).map(transport -> arguments(version, transport, "NettyMatrix", "")));
    }

    static Stream<Arguments> loaders() {
        return Stream.of(
                arguments("netty-shaded", "epoll", "InLoader", "relocated"),
                arguments("netty-4.1", "nio", "InLoader", "child-first"),
                // two copies of Netty in one JVM
                arguments("netty-4.2", "nio", "InLoader", "child-first,no-parent"));
    }

    static Stream<Arguments> furtherLoaders() {
        return Stream.of(
                arguments("netty-shaded", "nio", "InLoader", "relocated"),
                arguments("netty-4.1", "epoll", "InLoader", "no-parent"));
    }

    private static Stream<String> transports(String version) {
        if (version.equals("netty-4.1.0")) {
            return Stream.of("nio"); // its epoll transport runs on JDK 8 only
        }
        return version.equals("netty-4.2") && IoUring.allowed()
                ? Stream.of("nio", "epoll", "io_uring")
                : Stream.of("nio", "epoll");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("versions")
    void everyRow_isSeenAsItWas(String libraries, String transport, String program, String loaders) {
        check(run(libraries, transport, program, loaders), transport, 1);
    }

    @FurtherRow
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("olderVersions")
    void everyRow_isSeenAsItWas_inOlderVersions(String libraries, String transport, String program, String loaders) {
        everyRow_isSeenAsItWas(libraries, transport, program, loaders);
    }

    @ParameterizedTest(name = "{0} {1} {3}")
    @MethodSource("loaders")
    void everyRow_isSeenAsItWas_inAnyLoader(String libraries, String transport, String program, String loaders) {
        check(run(libraries, transport, program, loaders), transport, loaders.split(",", -1).length);
    }

    @FurtherRow
    @ParameterizedTest(name = "{0} {1} {3}")
    @MethodSource("furtherLoaders")
    void everyRow_isSeenAsItWas_inFurtherLoaders(String libraries, String transport, String program, String loaders) {
        everyRow_isSeenAsItWas_inAnyLoader(libraries, transport, program, loaders);
    }

    /** The pool's event loop connects: the culprit is whoever asked the pool. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"nio", "epoll"})
    void channelsOfAPool_areTheBorrowers(String transport) {
        FinishedJvm run = run("NettyPool", transport, CONNECTIONS);

        assertThat(run.stdout()).contains("BORROWED " + CONNECTIONS);
        FindingOfReport finding = run.report().finding("close-wait/eof-ignored");
        assertThat(finding.connections()).isEqualTo(CONNECTIONS);
        assertThat(finding.culprit()).startsWith(PROGRAMS + "NettyPool.borrow(");
        assertThat(run.report().observation("suppressedErrors")).isZero();
    }

    /** The event loop stands in the handler, and nothing is read any more. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"nio", "epoll"})
    void handlerThatNeverReturns_isShownWhereItStands(String transport) {
        FinishedJvm run = run("NettyStuck", transport, 2);

        assertThat(run.report().findingsAboveInfo()).hasSize(1).allSatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo("close-wait/unread");
            assertThat(finding.connections()).isEqualTo(2);
            assertThat(finding.peers()).isEqualTo(2);
            assertThat(finding.culprit()).startsWith(PROGRAMS + "NettyStuck.waitForEver(");
            assertThat(finding.details()).anyMatch(line -> line.startsWith("the thread that read it last is now at"));
        });
    }

    /** Domain sockets, datagrams, local and embedded channels, and what listens. */
    @Test
    void channelsThatAreNoTcpConnection_haveNoRecord() {
        FinishedJvm run = ForkedJvm.running(PROGRAMS + "NettyNotOurs")
                .libraries(CaseLibraries.of("netty-4.1"))
                .withReport()
                .run()
                .succeeded();

        assertThat(run.stdout()).contains("DONE");
        assertThat(run.report().total("opened")).isZero();
        assertThat(run.report().observation("suppressedErrors")).isZero();
    }

    /** Issue 18: it has classes of the same names under {@code netty.channel}, and is on the JDK's channels. */
    @Test
    void netty3_isNotTakenForNetty4() {
        FinishedJvm run = ForkedJvm.running(PROGRAMS + "Netty3")
                .libraries(CaseLibraries.of("netty-3"))
                .withReport()
                .run()
                .succeeded();

        assertThat(run.stdout()).contains("CONNECTED");
        assertThat(run.report().notes()).noneMatch(note -> note.contains("hook"));
        assertThat(run.report().total("opened")).isEqualTo(2);
        assertThat(run.report().findings()).isEmpty();
        run.report().assertHealthyAgent();
    }

    /** As many as a busy server has, half of them leaking: all are counted, whatever was captured of them. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"nio", "epoll"})
    void aCrowd_isCountedToTheLastOne(String transport) {
        FinishedJvm run = run("NettyCrowd", transport, CROWD);
        Report report = run.report();
        List<CodePathOfReport> paths = report.codePaths().stream()
                .filter(path -> path.transport().equals("netty-" + transport))
                .toList();

        assertThat(run.stdout()).contains("ACTIVE " + CROWD, "INACTIVE " + CROWD / 2);
        assertThat(sum(paths, CodePathOfReport::opened)).isEqualTo(CROWD);
        assertThat(sum(paths, CodePathOfReport::closed)).isEqualTo(CROWD / 2);
        assertThat(sum(paths, path -> path.firstCloser("remote"))).isEqualTo(CROWD);
        assertThat(run.oracle("CLOSE_WAIT")).isEqualTo(CROWD / 2);
        assertThat(report.total("closeWaitNow")).isEqualTo(CROWD / 2);
        assertThat(paths)
                .as("one listener is one code path, however its event loop came to accept")
                .hasSize(1);
        FindingOfReport finding = report.finding("close-wait/eof-ignored");
        assertThat(finding.connections()).isEqualTo(CROWD / 2);
        assertThat(finding.culprit()).startsWith(PROGRAMS + "NettyCrowd$Sometimes.userEventTriggered(");
        assertThat(finding.codePath()).isEqualTo(paths.get(0).id());
        report.assertHealthyAgent();
    }

    private static FinishedJvm run(String program, String transport, int connections) {
        return ForkedJvm.running(PROGRAMS + program)
                .libraries(CaseLibraries.of("netty-4.1"))
                .withReport("close-wait-threshold=" + THRESHOLD_MILLIS + "ms")
                .args(transport, connections, THRESHOLD_MILLIS)
                .run()
                .succeeded();
    }

    private static FinishedJvm run(String libraries, String transport, String program, String loaders) {
        ForkedJvm jvm = ForkedJvm.running(PROGRAMS + program)
                .libraries(CaseLibraries.of(libraries))
                .libraries(CaseLibraries.of("relocation"))
                .jvmArgs("--add-opens=java.base/java.nio=ALL-UNNAMED") // 4.1.8
                .withReport("close-wait-threshold=" + THRESHOLD_MILLIS + "ms");
        return (loaders.isEmpty()
                        ? jvm.args(transport, CONNECTIONS, THRESHOLD_MILLIS)
                        : jvm.args(loaders, transport, CONNECTIONS, THRESHOLD_MILLIS))
                .run()
                .succeeded();
    }

    private static void check(FinishedJvm run, String transport, int copies) {
        List<NettyRow> rows = NettyRow.of(run.stdout());
        Report report = run.report();

        assertThat(rows).hasSize(copies * 2 * NettyRow.BEHAVIOURS);
        rows.forEach(row -> check(row, report, "netty-" + transport));
        long kept = rows.stream().filter(NettyIT::isKeptAfterReset).count();
        long leaks = rows.stream().filter(row -> row.leaks(transport)).count() / copies;
        assertThat(report.findingsAboveInfo()).hasSizeBetween((int) leaks, (int) (leaks + kept));
        assertThat(report.observation("untrackedSockets")).isZero();
        assertThat(report.observation("suppressedErrors")).isZero();
        assertThat(report.notes()).noneMatch(note -> note.contains("no place for the hook"));
    }

    static void check(NettyRow row, Report report, String transport) {
        List<CodePathOfReport> paths = report.codePaths().stream()
                .filter(path ->
                        path.peer().equals(row.peer()) && path.transport().startsWith("netty"))
                .toList();

        assertThat(paths).as("code paths of %s", row).isNotEmpty().allSatisfy(path -> {
            assertThat(path.role()).isEqualTo(row.role());
            assertThat(path.transport()).isEqualTo(transport);
        });
        // one record for each channel that the application counts
        assertThat(sum(paths, CodePathOfReport::opened)).as("opened of %s", row).isEqualTo(CONNECTIONS);
        assertThat(row.channels()).isEqualTo(CONNECTIONS);
        assertThat(sum(paths, CodePathOfReport::open)).as("open of %s", row).isEqualTo(row.openChannels());
        checkFirstCloser(row, paths);
        checkFindings(row, report, transport, paths);
    }

    /** Seen with io_uring in 4.2.18, now and then: Netty itself does not close a channel that its peer has reset. */
    private static boolean isKeptAfterReset(NettyRow row) {
        return row.firstCloser().equals("resetByRemote") && row.openChannels() > 0;
    }

    private static void checkFirstCloser(NettyRow row, List<CodePathOfReport> paths) {
        assertThat(sum(paths, path -> path.firstCloser(row.firstCloser())))
                .as("%s of %s", row.firstCloser(), row)
                .isEqualTo(row.firstCloser().equals("resetByRemote") ? CONNECTIONS - row.openChannels() : CONNECTIONS);
        // whoever closes first is left with the kernel's TIME_WAIT
        assertThat(row.timeWaits())
                .as("TIME_WAIT of %s", row)
                .isEqualTo(row.firstCloser().equals("local") ? CONNECTIONS : 0);
    }

    private static void checkFindings(NettyRow row, Report report, String transport, List<CodePathOfReport> paths) {
        List<FindingOfReport> findings = report.findingsAboveInfo().stream()
                .filter(finding ->
                        paths.stream().anyMatch(path -> finding.codePaths().contains(path.id())))
                .toList();
        if (isKeptAfterReset(row)) {
            assertThat(findings).as("findings of %s", row).allSatisfy(finding -> {
                assertThat(finding.rule()).isEqualTo("open/reset-not-closed");
                assertThat(finding.connections()).isEqualTo(row.openChannels());
            });
            return;
        }
        if (!row.leaks(transport.substring("netty-".length()))) {
            assertThat(findings).as("findings of %s", row).isEmpty();
            assertThat(row.closeWaits()).isZero();
            return;
        }
        assertThat(row.closeWaits()).as("CLOSE_WAIT of %s", row).isEqualTo(CONNECTIONS);
        assertThat(findings).as("findings of %s", row).hasSize(1);
        FindingOfReport finding = findings.get(0);
        assertThat(finding.rule()).isEqualTo(row.rule());
        assertThat(finding.severity()).isEqualTo("error");
        // copies in several loaders are one line of code
        assertThat(finding.connections()).isEqualTo(CONNECTIONS * finding.peers());
        assertThat(finding.culprit()).startsWith(PROGRAMS + row.culprit() + "(");
        assertThat(finding.details()).anyMatch(line -> line.startsWith("handlers in the pipeline: " + row.handler()));
        assertThat(finding.details()).anyMatch(line -> line.contains(row.setting()));
    }

    private static long sum(List<CodePathOfReport> paths, ToLongFunction<CodePathOfReport> number) {
        return paths.stream().mapToLong(number).sum();
    }
}
