package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Report;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients in the queue of a listener at which nobody accepts: no descriptor stands for them, and no record. */
class NotAcceptedIT {

    private static final String RULE = "close-wait/not-accepted";
    private static final String PROGRAM = "dev.lastack.it.programs.listeners.NeverAccepted";
    private static final String NETTY = "dev.lastack.it.programs.netty.NettyNeverAccepts";
    private static final int THRESHOLD_MILLIS = 500;

    private static Report run(ForkedJvm program) {
        return program.withReport("close-wait-threshold=" + THRESHOLD_MILLIS + "ms")
                .run()
                .healthyReport();
    }

    @ParameterizedTest
    @CsvSource({
        "socket, dies, NeverAccepted.",
        "nio, dies, NeverAccepted.",
        "aio, dies, NeverAccepted.",
        "socket, stuck, NeverAccepted.standStill(",
        "nio, stuck, NeverAccepted.standStill(",
    })
    void acceptorThatIsGone(String transport, String manner, String culprit) {
        Report report = run(ForkedJvm.running(PROGRAM).args(transport, manner, THRESHOLD_MILLIS));

        assertThat(report.findingsAboveInfo()).hasSize(1);
        FindingOfReport finding = report.finding(RULE);
        assertThat(finding.severity()).isEqualTo("error");
        assertThat(finding.connections()).isEqualTo(9);
        assertThat(finding.evidence("queuedInCloseWait")).isEqualTo(9);
        assertThat(finding.evidence("longestMillis")).isGreaterThanOrEqualTo(THRESHOLD_MILLIS);
        assertThat(finding.culprit()).contains(culprit);
        assertThat(finding.details())
                .anyMatch(line -> line.startsWith("bound at NeverAccepted.by"))
                .anyMatch(line -> line.startsWith("nobody has accepted for "));
        if (!transport.equals("aio")) { // there it is a thread of the JDK's pool
            assertThat(finding.details())
                    .anyMatch(line -> line.startsWith("the thread that accepted last, acceptor-0, ")
                            && line.contains(
                                    manner.equals("dies") ? "has ended" : "is now at NeverAccepted.standStill("));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "nio", "aio"})
    void busyServerWhoseQueueIsNeverEmpty_isHealthy(String transport) {
        assertThat(run(ForkedJvm.running(PROGRAM).args(transport, "busy", THRESHOLD_MILLIS))
                        .findingsAboveInfo())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void eventLoopThatIsStuck(String transport) {
        Report report = run(ForkedJvm.running(NETTY)
                .libraries(CaseLibraries.of("netty-4.1"))
                .args(transport, 4, THRESHOLD_MILLIS));

        FindingOfReport finding = report.finding(RULE);
        assertThat(finding.connections()).isEqualTo(4);
        assertThat(finding.culprit()).contains("NettyNeverAccepts.waitForEver(");
        assertThat(finding.details()).anyMatch(line -> line.startsWith("bound at NettyNeverAccepts.main("));
    }
}
