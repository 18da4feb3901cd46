package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CodePathOfReport;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.CommandLine.Outcome;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import dev.lastack.it.harness.Unwrapped;
import dev.lastack.it.oracle.ProcNetTcp;
import dev.lastack.it.oracle.TcpState;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** LastAck comes to a JVM that has run for a while, and goes again. */
class AttachIT {

    private static final int EACH = 10;

    private final CommandLine lastack = CommandLine.ofThisJdk();
    private final LoopbackServer peer = ScriptedPeers.plain();
    private RunningJvm program;

    @BeforeEach
    void startProgram() {
        program = ForkedJvm.running("dev.lastack.it.programs.attach.Bystander")
                .args(peer.port(), EACH)
                .start();
        program.awaitLine("READY");
    }

    @AfterEach
    void end() {
        program.close();
        peer.close();
    }

    @Test
    void connectionsFromBefore_areThereAtOnce_asTheKernelHasThem() {
        Outcome attached = lastack.run("attach", program.pid()).succeeded();
        Report report = report();

        assertThat(attached.out())
                .contains("LastAck 0.1.0 is attached to dev.lastack.it.programs.attach.Bystander (pid " + program.pid())
                .contains("the longest pause of the application meanwhile was ")
                .contains("first closer: from the kernel")
                .contains("41 connections opened before that are watched from then on; 30 in CLOSE_WAIT")
                .contains("untracked sockets: 0\n");
        assertThat(attached.err()).isEmpty();
        assertThat(report.total("closeWaitNow")).isEqualTo(3 * EACH).isEqualTo(oracle(TcpState.CLOSE_WAIT));
        assertThat(report.total("open"))
                .isEqualTo(4 * EACH + 1)
                .isEqualTo(oracle(TcpState.CLOSE_WAIT) + oracle(TcpState.ESTABLISHED));
        assertThat(report.firstCloser("remote")).isEqualTo(3 * EACH);
        assertThat(report.observation("untrackedSockets")).isZero();
        CodePathOfReport path = report.codePaths().get(0);
        assertThat(path.openedBeforeWatch()).isTrue();
        assertThat(path.role()).isEqualTo("client");
        assertThat(path.peerPort()).isEqualTo(peer.port());
        assertThat(path.openStack()).isEmpty();
    }

    @Test
    void unreadFromBefore_isAFinding_thatSaysWhatItDoesNotKnow() {
        lastack.run("attach", program.pid(), "close-wait-threshold=100ms").succeeded();
        Report report = awaitFinding("close-wait/unread");
        String text = lastack.run("report", program.pid()).succeeded().out();

        assertThat(report.finding("close-wait/unread").connections()).isEqualTo(3 * EACH);
        assertThat(report.finding("close-wait/unread").culprit()).isEmpty();
        assertThat(text)
                .contains("opened before LastAck was attached, and open still:\n  client of 127.0.0.1:" + peer.port()
                        + ": 41, 30 in CLOSE_WAIT, seen so for ")
                .contains("opened before LastAck was attached: where, is not known");
        assertThat(Unwrapped.of(text))
                .contains("whether the program had read the end of the stream before that, is not known".substring(1));
    }

    @Test
    void firstTouch_tellsTheSite() {
        lastack.run("attach", program.pid(), "close-wait-threshold=100ms").succeeded();
        obey("read");
        Report read = awaitFinding("close-wait/eof-ignored");
        obey("close");
        Report closed = report();

        FindingOfReport finding = read.finding("close-wait/eof-ignored");
        assertThat(finding.connections()).isEqualTo(3 * EACH);
        assertThat(finding.culprit()).startsWith("dev.lastack.it.programs.attach.Bystander.readAll(Bystander.java:");
        CodePathOfReport path = fromBefore(closed);
        assertThat(path.closed()).isEqualTo(4 * EACH + 1);
        assertThat(path.firstCloser("remote")).isEqualTo(3 * EACH);
        assertThat(path.firstCloser("local")).isEqualTo(EACH + 1);
        assertThat(path.sites("closedBy")).anyMatch(site -> site.contains("Bystander.closeAll(Bystander.java:"));
        assertThat(closed.total("closeWaitNow")).isZero();
    }

    @Test
    void remoteCloseAfterAttaching_isHeardOnConnectionsFromBefore() {
        lastack.run("attach", program.pid()).succeeded();
        peer.close();
        await().atMost(Bounds.EVENT).until(() -> oracle(TcpState.CLOSE_WAIT) == 4 * EACH + 1);

        // The reader, blocked in old code when the hooks went in, has met the end; nobody else has looked.
        program.awaitLine("READER");
        assertThat(report().firstCloser("remote")).isEqualTo(4 * EACH + 1);
    }

    @Test
    void connectionsAfterAttaching_haveTheirStack_alsoFromThreadsThatWereBlocked() throws Exception {
        lastack.run("attach", program.pid()).succeeded();
        obey("open");
        try (Socket first = dial()) {
            first.getOutputStream().write(7);
            assertThat(program.awaitLine("ACCEPTED")).isEqualTo("7");
            Report report = report();

            assertThat(report.codePaths().stream()
                            .filter(path -> !path.openedBeforeWatch())
                            .mapToLong(CodePathOfReport::opened)
                            .sum())
                    .isGreaterThanOrEqualTo(4);
            assertThat(report.codePaths())
                    .filteredOn(path -> !path.openedBeforeWatch() && path.role().equals("client"))
                    .allSatisfy(path -> assertThat(path.openStack())
                            .anyMatch(site -> site.contains("Bystander.open(Bystander.java:")));
        }
    }

    @Test
    void secondAttach_changesWhatCanChange_andNamesWhatCannot() {
        lastack.run("attach", program.pid(), "close-wait-threshold=1h").succeeded();
        assertThat(report().findingsAboveInfo()).isEmpty();

        Outcome again = lastack.run("attach", program.pid(), "close-wait-threshold=1ms", "window=30s");

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.out())
                .contains(" has been watching dev.lastack.it.programs.attach.Bystander ")
                .contains("changed: close-wait-threshold=1ms\n")
                .contains("not changed: window=30s takes effect only after detach and attach\n");
        assertThat(report().finding("close-wait/unread").connections()).isEqualTo(3 * EACH);
    }

    @Test
    void jvmThatWasStartedWithTheAgent_isReachedLikewise() {
        program.close();
        program = ForkedJvm.running("dev.lastack.it.programs.attach.Bystander")
                .withReport("close-wait-threshold=1h")
                .args(peer.port(), EACH)
                .start();
        program.awaitLine("READY");

        Outcome attached =
                lastack.run("attach", program.pid(), "close-wait-threshold=1ms").succeeded();

        assertThat(attached.out()).contains("here since the JVM started (-javaagent)");
        assertThat(report().findings()).isNotEmpty();
        assertThat(report().codePaths()).noneMatch(CodePathOfReport::openedBeforeWatch);
        lastack.run("detach", program.pid()).succeeded();
        assertThat(lastack.run("attach", program.pid()).succeeded().out()).contains("41 connections opened before");
    }

    @Test
    void report_goesIntoAFile_withTheModeOfAnyNewFile() throws Exception {
        Path file = Files.createTempDirectory("report").resolve("now.json");

        Outcome outcome = lastack.run("report", program.pid(), "-o", file).succeeded();

        assertThat(outcome.out()).isEmpty();
        assertThat(Report.read(file).total("closeWaitNow")).isEqualTo(3 * EACH);
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(Files.getPosixFilePermissions(Files.createFile(file.resolveSibling("any"))));
    }

    @Test
    void nothingStaysOnDisk_andNothingListens() throws Exception {
        List<Path> before = ownFolders();
        long listeners = oracle(TcpState.LISTEN);

        lastack.run("attach", program.pid()).succeeded();

        awaitNoneBut(before);
        assertThat(oracle(TcpState.LISTEN)).isEqualTo(listeners);
        lastack.run("detach", program.pid()).succeeded();
        awaitNoneBut(before);
    }

    /** Of what is there now: another test's attach has a folder too, for as long as it takes. */
    private static void awaitNoneBut(List<Path> before) throws Exception {
        List<Path> now = new ArrayList<>(ownFolders());
        now.removeAll(before);
        await().atMost(Bounds.EVENT).until(() -> now.stream().noneMatch(Files::exists));
    }

    @Test
    void application_seesNothingOfIt() {
        lastack.run("report", program.pid()).succeeded();
        lastack.run("detach", program.pid()).succeeded();
        program.say("end");

        assertThat(program.awaitEnd().succeeded().stderr())
                .allMatch(line -> line.startsWith("WARNING: ")) // the VM's own, from 21 on
                .noneMatch(line -> line.contains("lastack:"));
    }

    private Socket dial() throws Exception {
        return new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(program.awaitLine("LISTENS")));
    }

    private void obey(String word) {
        program.say(word);
        program.awaitLine("DONE " + word);
    }

    private Report report() {
        return lastack.run("report", program.pid(), "--format", "json")
                .succeeded()
                .report();
    }

    private Report awaitFinding(String rule) {
        return await().atMost(Bounds.EVENT)
                .until(
                        this::report,
                        report -> report.findings().stream()
                                .anyMatch(finding -> finding.rule().equals(rule)));
    }

    private static CodePathOfReport fromBefore(Report report) {
        return report.codePaths().stream()
                .filter(CodePathOfReport::openedBeforeWatch)
                .findFirst()
                .orElseThrow();
    }

    /** One pass over a table that others change may miss an entry, and never invents one. */
    private long oracle(TcpState state) {
        return LongStream.generate(() -> onePass(state)).limit(3).max().orElseThrow();
    }

    private long onePass(TcpState state) {
        return ProcNetTcp.heldBy(Long.toString(program.pid())).stream()
                .filter(entry -> entry.state() == state)
                .count();
    }

    private static List<Path> ownFolders() throws Exception {
        try (var files = Files.list(Path.of("/tmp"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(".lastack"))
                    .sorted()
                    .toList();
        }
    }
}
