package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.CodePathOfReport;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Netty is loaded and at work before LastAck is attached: its classes are hooked where they stand, what was open is
 * adopted and joined when it is next touched, and what comes after is seen as from the start.
 */
class NettyLateIT {

    private static final int CONNECTIONS = 5;
    /** The rows that do right do it sooner, also on a busy machine. */
    private static final int THRESHOLD_MILLIS = 3_000;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"nio", "epoll"})
    void nettyThatIsLoadedBefore_isHookedAndItsChannelsAreAdopted(String transport) throws IOException {
        ForkedJvm program =
                ForkedJvm.running("dev.lastack.it.programs.netty.NettyLate").libraries(CaseLibraries.of("netty-4.1"));
        Path folder = program.folder();
        try (RunningJvm running =
                program.args(transport, CONNECTIONS, THRESHOLD_MILLIS, folder).start()) {
            String pid = running.awaitLine("PID");
            int port = Integer.parseInt(running.awaitLine("PORT"));
            tool("attach", pid, "close-wait-threshold=" + THRESHOLD_MILLIS + "ms");
            Files.createFile(folder.resolve("attached"));
            running.awaitLine("DONE");
            Path reportFile = folder.resolve("late.json");
            tool("report", pid, "--format", "json", "-o", reportFile.toString());
            Files.createFile(folder.resolve("reported"));
            List<String> stdout = running.awaitEnd().succeeded().stdout();

            Report report = Report.read(reportFile);
            List<NettyRow> rows = NettyRow.of(stdout);
            assertThat(rows).hasSize(2 * NettyRow.BEHAVIOURS);
            rows.forEach(row -> NettyIT.check(row, report, "netty-" + transport));
            checkThoseFromBefore(report, port);
            assertThat(report.observation("untrackedSockets")).isZero();
            assertThat(report.observation("suppressedErrors")).isZero();
        }
    }

    private static void checkThoseFromBefore(Report report, int port) {
        List<CodePathOfReport> before = report.codePaths().stream()
                .filter(path -> path.role().equals("server") && path.peerPort() == port)
                .toList();

        assertThat(sum(before, "opened")).isEqualTo(2 * CONNECTIONS);
        assertThat(sum(before, "closed")).isEqualTo(CONNECTIONS);
        assertThat(sum(before, "open")).isEqualTo(CONNECTIONS);
        assertThat(before.stream().mapToLong(path -> path.firstCloser("local")).sum())
                .isEqualTo(CONNECTIONS);
        assertThat(before.stream().mapToLong(path -> path.firstCloser("remote")).sum())
                .isEqualTo(CONNECTIONS);
    }

    private static long sum(List<CodePathOfReport> paths, String name) {
        return paths.stream().mapToLong(path -> path.node().path(name).asLong()).sum();
    }

    private static void tool(Object... args) {
        ForkedJvm.runningJar(Layout.agentJar()).args(args).run().succeeded();
    }
}
