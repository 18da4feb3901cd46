package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.CodePathOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Report;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TIME_WAIT belongs to whoever closes first, whatever its role, unless it resets: the kernel's table is the judge. */
class TimeWaitIT {

    private static final int CONNECTIONS = 25;

    @ParameterizedTest(name = "{0} closes first, {1}")
    @CsvSource({
        "CLIENT, PLAIN, 1, 0",
        "CLIENT, HALF_CLOSE, 1, 0",
        "CLIENT, LINGER_ZERO, 0, 0",
        "CLIENT, UNREAD_DATA, 0, 0",
        "SERVER, PLAIN, 0, 1",
        "SERVER, HALF_CLOSE, 0, 1",
        "SERVER, LINGER_ZERO, 0, 0",
        "SERVER, UNREAD_DATA, 0, 0",
    })
    void timeWaitLeft_isWhatTheKernelHolds(String first, String manner, int eachClient, int eachServer) {
        FinishedJvm run = ForkedJvm.running("dev.lastack.it.programs.timewait.TimeWaits")
                .withReport()
                .args(first, manner, CONNECTIONS)
                .run()
                .succeeded();

        assertThat(run.oracle("CLIENT_TIME_WAIT")).isEqualTo((long) eachClient * CONNECTIONS);
        assertThat(run.oracle("SERVER_TIME_WAIT")).isEqualTo((long) eachServer * CONNECTIONS);
        Report report = run.report();
        assertThat(timeWaitLeft(report, "client")).isEqualTo((long) eachClient * CONNECTIONS);
        assertThat(timeWaitLeft(report, "server")).isEqualTo((long) eachServer * CONNECTIONS);
        assertThat(report.total("timeWaitLeft")).isEqualTo((long) (eachClient + eachServer) * CONNECTIONS);
    }

    private static long timeWaitLeft(Report report, String role) {
        return report.codePaths().stream()
                .filter(path -> path.role().equals(role))
                .mapToLong(CodePathOfReport::timeWaitLeft)
                .sum();
    }
}
