package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.CodePathOfReport;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Locales;
import dev.lastack.it.harness.NetworkNamespace;
import dev.lastack.it.harness.Report;
import dev.lastack.it.programs.wire.SpokenErrors;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Issue 18, 13: the JDK's and Netty's exceptions speak the process's language, and mean the same in each. By every
 * transport: a reset is a reset, a time-out is none, and a connect that found no local port is counted.
 */
class LocaleIT {

    private static final int LOCAL_PORTS = 4;

    @ParameterizedTest
    @CsvSource({
        "C.UTF-8, Cannot assign requested address",
        "de_DE.UTF-8, Die angeforderte Adresse kann nicht zugewiesen werden",
        "zh_CN.UTF-8, 无法指定被请求的地址"
    })
    void errorsMeanTheSameInEachLanguage(String locale, String noAddress) throws Exception {
        assumeTrue(NetworkNamespace.possible(), "needs root and util-linux");
        String missing = Locales.missing(locale);
        assumeTrue(missing == null, missing);

        FinishedJvm run = ForkedJvm.running(SpokenErrors.class.getName())
                .libraries(CaseLibraries.of("netty-4.1"))
                .environment(Locales.environment(locale))
                .in(NetworkNamespace.with("ip_local_port_range=41000," + (41_000 + LOCAL_PORTS - 1)))
                .withReport()
                .run()
                .succeeded();

        assertThat(run.stdout())
                .as("the program speaks " + locale)
                .anyMatch(line -> line.startsWith("SAID ") && line.contains(noAddress));
        Report report = run.report();
        report.assertHealthyAgent();
        SoftAssertions all = new SoftAssertions();
        List<String[]> rows = run.stdout().stream()
                .filter(line -> line.startsWith("ROW "))
                .map(line -> line.split(" ", -1))
                .toList();
        assertThat(rows).hasSize(4 * 4);
        rows.forEach(row -> assertRow(all, report, row, run.stdout()));
        all.assertAll();
    }

    private static void assertRow(SoftAssertions all, Report report, String[] row, List<String> said) {
        String name = String.join(" ", row);
        int port = Integer.parseInt(row[3]);
        switch (row[2]) {
            case "reset-read", "reset-write" ->
                all.assertThat(firstCloser(report, port, "resetByRemote"))
                        .as(name)
                        .isEqualTo(SpokenErrors.CONNECTIONS);
            case "lost" -> {
                all.assertThat(firstCloser(report, port, "resetByRemote"))
                        .as(name)
                        .isZero();
                all.assertThat(firstCloser(report, port, "unknown")).as(name).isEqualTo(SpokenErrors.CONNECTIONS);
            }
            case "exhausted" ->
                all.assertThat(report.findings().stream()
                                .filter(finding -> finding.rule().equals("time-wait/address-exhausted"))
                                .filter(finding -> port(report, finding) == port)
                                .mapToLong(FindingOfReport::connections)
                                .sum())
                        .as(name)
                        .isEqualTo(failedConnects(said, port))
                        .isPositive();
            default -> all.fail(name);
        }
    }

    private static long failedConnects(List<String> said, int port) {
        String start = "FAILED " + port + " ";
        return said.stream()
                .filter(line -> line.startsWith(start))
                .mapToLong(line -> Long.parseLong(line.substring(start.length())))
                .sum();
    }

    private static int port(Report report, FindingOfReport finding) {
        return report.codePath(finding.codePath()).peerPort();
    }

    private static long firstCloser(Report report, int port, String who) {
        return report.codePaths().stream()
                .filter(path -> path.role().equals("client") && path.peerPort() == port)
                .mapToLong((CodePathOfReport path) -> path.firstCloser(who))
                .sum();
    }
}
