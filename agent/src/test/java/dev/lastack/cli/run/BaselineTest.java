package dev.lastack.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.report.document.CodeSite;
import dev.lastack.report.document.DocumentedFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {

    private static final DocumentedFinding LEAK = leak("com.acme.Prices.fetch(Prices.java:87)", "10.0.0.5:8443");

    @TempDir
    private Path folder;

    private static DocumentedFinding leak(String culprit, String peer) {
        return finding("close-wait/unread", culprit, "client", peer);
    }

    private static DocumentedFinding finding(String rule, String culprit, String role, String peer) {
        return new DocumentedFinding(
                rule, Severity.ERROR, "", 318, CodeSite.parse(culprit), "", role, peer, List.of(), "", "", List.of());
    }

    private Baseline read(String text) throws IOException {
        Path file = folder.resolve("accepted.json");
        Files.writeString(file, text);
        return Baseline.read(file);
    }

    /** Counts, lines and ephemeral ports are another run's. */
    @ParameterizedTest
    @CsvSource({
        "com.acme.Prices.fetch(Prices.java:87), 10.0.0.5:8443, true",
        "com.acme.Prices.fetch(Prices.java:90), 10.0.0.5:8443, true",
        "com.acme.Prices.refetch(Prices.java:87), 10.0.0.5:8443, false",
        "com.acme.Prices.fetch(Prices.java:87), 10.0.0.5:8444, false",
        "com.acme.Prices.fetch(Prices.java:87), 10.0.0.6:8443, false",
    })
    void findingIsTheSame_whereItsPlaceAndPeerAre(String culprit, String peer, boolean same) {
        assertThat(Baseline.of(List.of(LEAK)).covers(leak(culprit, peer))).isEqualTo(same);
    }

    @Test
    void otherRuleOrRole_isAnotherFinding() {
        Baseline baseline = Baseline.of(List.of(LEAK));

        assertThat(baseline.covers(finding("close-wait/eof-ignored", LEAK.culprit(), LEAK.role(), LEAK.peer())))
                .isFalse();
        assertThat(baseline.covers(finding(LEAK.rule(), LEAK.culprit(), "server", LEAK.peer())))
                .isFalse();
    }

    @Test
    void lambda_isFoundAgain_underAnotherNumber() {
        Baseline baseline = Baseline.of(List.of(leak("com.acme.A.lambda$fetch$3(A.java:1)", "10.0.0.5:8443")));

        assertThat(baseline.covers(leak("com.acme.A.lambda$fetch$12(A.java:9)", "10.0.0.5:8443")))
                .isTrue();
        assertThat(baseline.covers(leak("com.acme.A.lambda$store$3(A.java:1)", "10.0.0.5:8443")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:43545, 127.0.0.1:*",
        "[::1]:43545, [::1]:*",
        "10.0.0.5:8443, 10.0.0.5:8443",
        "(other), (other)",
    })
    void ephemeralPort_isAnyPort(String peer, String pattern) {
        assertThat(BaselineEntry.of(leak("a.B.c(B.java:1)", peer)).peer()).isEqualTo(pattern);
        assertThat(BaselineEntry.of(leak("a.B.c(B.java:1)", peer)).covers(leak("a.B.c(B.java:1)", peer)))
                .isTrue();
    }

    @Test
    void whatIsWritten_readsTheSame() throws IOException {
        Baseline baseline = Baseline.of(List.of(LEAK, leak("", "[::1]:9"), LEAK));
        Path file = folder.resolve("accepted.json");

        baseline.write(file);

        assertThat(baseline.accepted()).hasSize(2);
        assertThat(Baseline.read(file)).isEqualTo(baseline);
    }

    @Test
    void starAndWhatIsMissing_standForAnything() throws IOException {
        Baseline baseline = read("""
                {"schema": "lastack-baseline/1", "accepted": [
                  {"rule": "close-wait/unread", "culprit": "com.acme.*", "peer": "10.*:8443", "note": "pool"}]}
                """);

        assertThat(baseline.covers(LEAK)).isTrue();
        assertThat(baseline.covers(leak("org.acme.X.y(X.java:1)", "10.0.0.5:8443")))
                .isFalse();
        assertThat(baseline.unused(List.of(LEAK))).isEmpty();
        assertThat(baseline.unused(List.of())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | its schema is not lastack-baseline/1",
                "[] | not one JSON object",
                "{\"schema\": | line 1 is not JSON",
                "{\"schema\": \"lastack-baseline/1\", \"accepted\": [{}]} | an accepted finding has no rule",
            })
    void otherFile_isRefused(String text, String reason) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessageContaining(reason);
    }
}
