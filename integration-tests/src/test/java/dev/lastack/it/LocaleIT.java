package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.NetworkNamespace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's exceptions speak the process's language; a time-out is no reset in any. */
class LocaleIT {

    private static final int CONNECTIONS = 3;

    @ParameterizedTest
    @ValueSource(strings = {"C.UTF-8", "de_DE.UTF-8", "zh_CN.UTF-8"})
    void timeOut_isNoReset(String locale) {
        assumeTrue(NetworkNamespace.possible(), "needs root and util-linux");

        FinishedJvm run = ForkedJvm.running("dev.lastack.it.programs.lifecycle.LostLink")
                .args(CONNECTIONS)
                .under(
                        "env",
                        "LC_ALL=" + locale,
                        "unshare",
                        "--net",
                        "sh",
                        "-c",
                        "ip link set lo up && exec \"$@\"",
                        "sh")
                .withReport()
                .run()
                .succeeded();

        boolean english = run.stdout().contains("FAILED Connection timed out");
        assumeTrue(!english || locale.startsWith("C."), locale + " is not installed, nor its translations");
        assertThat(run.report().firstCloser("resetByRemote")).isZero();
        assertThat(run.report().firstCloser("unknown")).isEqualTo(CONNECTIONS);
    }
}
