package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Further inputs of issue 18's kinds, each of which was silent, split or wrong once, and its healthy twin. */
class SiblingKindsIT {

    private static Report run(String manner) {
        return ForkedJvm.running("dev.lastack.it.programs.clients.SiblingsOfKinds")
                .withReport("close-wait-threshold=600ms")
                .args(manner)
                .run()
                .healthyReport();
    }

    /** Whoever takes from the queue: a thread that does nothing else, one that hands on, or the program in passing. */
    @ParameterizedTest
    @ValueSource(strings = {"queue", "queue-handed", "polled"})
    void closeOfWhatTheCollectorFound_isTheCollectors(String manner) {
        Report report = run(manner);

        assertThat(report.findingsAboveInfo()).hasSize(1);
        FindingOfReport finding = report.finding("close-wait/reclaimed-by-gc");
        assertThat(finding.severity()).isEqualTo("error");
        assertThat(finding.connections()).isEqualTo(10);
        assertThat(finding.culprit()).contains("SiblingsOfKinds.talk");
    }

    @Test
    void pooledByTheProgram_isUsedAgainByAnother() {
        Report report = run("rests-pooled");

        assertThat(report.findingsAboveInfo()).hasSize(1);
        FindingOfReport finding = report.finding("close-wait/unread");
        assertThat(finding.severity()).isEqualTo("warning");
        assertThat(finding.node().path("title").asText()).startsWith("idle as in a pool");
    }

    @ParameterizedTest
    @CsvSource({
        "conversation, close-wait/unread, error, SiblingsOfKinds.talk",
        "rests, close-wait/unread, error, SiblingsOfKinds",
        "sendfile-stuck, close-wait/slow-close, warning, SiblingsOfKinds.send",
        "accepts, open/reset-not-closed, error, SiblingsOfKinds$Accepts.completed"
    })
    void oneCause_isOneFinding(String manner, String rule, String severity, String culprit) {
        Report report = run(manner);

        assertThat(report.findingsAboveInfo()).hasSize(1);
        FindingOfReport finding = report.finding(rule);
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.connections()).isEqualTo(10);
        assertThat(finding.culprit()).contains(culprit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queue-closed",
                "queue-handed-closed",
                "polled-closed",
                "conversation-closed",
                "sendfile",
                "accepts-closed"
            })
    void healthyTwin_isSilent(String manner) {
        assertThat(run(manner).findingsAboveInfo()).isEmpty();
    }
}
