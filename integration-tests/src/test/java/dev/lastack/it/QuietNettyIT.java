package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.ProgramSources;
import dev.lastack.it.harness.Report;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients over Netty that lie quiet (issue 18, 8): an event loop waits for all of its channels, so what hangs on them has
 * to tell subscriptions from what was left behind.
 */
class QuietNettyIT {

    private static final String CLIENTS = "dev.lastack.it.programs.clients.";

    private static Report run(String program, String manner) {
        return switch (program) {
            case "nio", "epoll" ->
                report(ForkedJvm.running("dev.lastack.it.programs.netty.QuietNetty")
                        .libraries(CaseLibraries.of("netty-4.1"))
                        .args(manner, program));
            case "reactor" ->
                report(ForkedJvm.running(CLIENTS + "QuietReactor")
                        .libraries(CaseLibraries.of("reactor-netty"))
                        .args(manner));
            case "grpc" ->
                report(ForkedJvm.running(CLIENTS + "QuietGrpc")
                        .libraries(CaseLibraries.of("grpc"))
                        .args(manner));
            case "vertx" -> report(vertx().args(manner));
            default -> throw new IllegalArgumentException(program);
        };
    }

    private static ForkedJvm vertx() {
        List<Path> libraries = CaseLibraries.of("vertx-web");
        return ForkedJvm.running("com.shop.QuietVertx")
                .libraries(List.of(ProgramSources.compiled(libraries, List.of("quiet-vertx"))))
                .libraries(libraries);
    }

    private static Report report(ForkedJvm program) {
        return program.withReport().run().healthyReport();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll", "reactor", "grpc", "vertx"})
    void subscriptionsTakenInOneGo_areNoMoreThanAnInfo(String program) {
        Report report = run(program, "subscriptions");

        assertThat(report.findingsAboveInfo()).isEmpty();
        FindingOfReport finding = report.finding("open/growing");
        assertThat(finding.severity()).isEqualTo("info");
        assertThat(finding.details()).anyMatch(line -> line.startsWith("a handler of the program is registered"));
    }

    @ParameterizedTest
    @CsvSource({
        "nio, future, QuietNetty.connect",
        "epoll, future, QuietNetty.connect",
        "nio, latch, QuietNetty.connect",
        "epoll, bare, QuietNetty.connect",
        "reactor, calls, QuietReactor.call",
        "grpc, calls, QuietGrpc.use",
        "vertx, calls, QuietVertx." // its event loop connects: who asked it to is not known
    })
    void leftBehindOnceAnswered_isAnError(String program, String manner, String culprit) {
        Report report = run(program, manner);

        assertThat(report.findingsAboveInfo()).hasSize(1);
        FindingOfReport finding = report.finding("open/growing");
        assertThat(finding.severity()).isEqualTo("error");
        assertThat(finding.connections()).isBetween(16L, 40L);
        assertThat(finding.culprit()).contains(culprit);
    }

    /** Subscriptions that come one with each piece of work, or clients that are left behind: not to be told apart. */
    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void listenersOneByOne_areAWarning(String transport) {
        Report report = run(transport, "one-by-one");

        assertThat(report.findingsAboveInfo()).hasSize(1);
        FindingOfReport finding = report.finding("open/growing");
        assertThat(finding.severity()).isEqualTo("warning");
        assertThat(finding.culprit()).contains("QuietNetty.connect");
    }
}
