package dev.lastack.cli.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.report.document.CodeSite;
import dev.lastack.report.document.DocumentedFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

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

    /** Counts, lines and peers are another run's: one cause is one finding. */
    @ParameterizedTest
    @CsvSource({
        "com.acme.Prices.fetch(Prices.java:87), 10.0.0.5:8443, true",
        "com.acme.Prices.fetch(Prices.java:90), 10.0.0.5:8443, true",
        "com.acme.Prices.refetch(Prices.java:87), 10.0.0.5:8443, false",
        "com.acme.Prices.fetch(Prices.java:87), 10.0.0.5:8444, true",
        "com.acme.Prices.fetch(Prices.java:87), [::1]:41000, true",
        "'', 10.0.0.5:8443, false",
    })
    void findingIsTheSame_whereItsMethodIs(String culprit, String peer, boolean same) {
        assertThat(Baseline.of(List.of(LEAK)).covers(leak(culprit, peer), TODAY))
                .isEqualTo(same);
    }

    @Test
    void otherRuleOrRole_isAnotherFinding() {
        Baseline baseline = Baseline.of(List.of(LEAK));

        assertThat(baseline.covers(finding("close-wait/eof-ignored", LEAK.culprit(), LEAK.role(), LEAK.peer()), TODAY))
                .isFalse();
        assertThat(baseline.covers(finding(LEAK.rule(), LEAK.culprit(), "server", LEAK.peer()), TODAY))
                .isFalse();
    }

    @Test
    void lambda_isFoundAgain_underAnotherNumber() {
        Baseline baseline = Baseline.of(List.of(leak("com.acme.A.lambda$fetch$3(A.java:1)", "10.0.0.5:8443")));

        assertThat(baseline.covers(leak("com.acme.A.lambda$fetch$12(A.java:9)", "10.0.0.5:8443"), TODAY))
                .isTrue();
        assertThat(baseline.covers(leak("com.acme.A.lambda$store$3(A.java:1)", "10.0.0.5:8443"), TODAY))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:43545, 127.0.0.1:*",
        "[::1]:43545, [::1]:*",
        "10.0.0.5:8443, 10.0.0.5:8443",
        "(other), (other)",
    })
    void withoutACulprit_thePeerCounts_andAnEphemeralPortIsAnyPort(String peer, String pattern) {
        assertThat(BaselineEntry.of(leak("", peer)).peer()).isEqualTo(pattern);
        assertThat(BaselineEntry.of(leak("", peer)).covers(leak("", peer))).isTrue();
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

        assertThat(baseline.covers(LEAK, TODAY)).isTrue();
        assertThat(baseline.covers(leak("org.acme.X.y(X.java:1)", "10.0.0.5:8443"), TODAY))
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
                "{\"schema\": \"lastack-baseline/1\", \"accepted\": [{\"rule\": \"a/b\", \"expires\": \"soon\"}]} | the accepted a/b expires on soon, expected a date such as 2027-01-31",
                "{\"schema\": \"lastack-baseline/1\", \"accepted\": [{\"rule\": \"a/b\", \"expires\": \"2026-02-30\"}]} | the accepted a/b expires on 2026-02-30",
                "{\"schema\": \"lastack-baseline/1\", \"accepted\": [{\"rule\": \"a/b\", \"expires\": 20270131}]} | the accepted a/b expires on 20270131",
            })
    void otherFile_isRefused(String text, String reason) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessageContaining(reason);
    }

    private Baseline accepting(String expires) throws IOException {
        return read("""
                {"schema": "lastack-baseline/1", "accepted": [
                  {"rule": "close-wait/unread", "culprit": "com.acme.Prices.fetch", "role": "client",
                   "reason": "ACME-12", "ticket": {"id": 12, "labels": ["a", null, true, 0.5]}%s}]}
                """.formatted(expires.isEmpty() ? "" : ", \"expires\": \"" + expires + "\""));
    }

    @ParameterizedTest
    @CsvSource({"'', true", "2026-11-27, true", "2026-11-26, true", "2026-11-25, false", "2025-12-31, false"})
    void entry_excusesUntilItExpires(String expires, boolean holds) throws IOException {
        Baseline baseline = accepting(expires);

        assertThat(baseline.covers(LEAK, TODAY)).isEqualTo(holds);
        assertThat(baseline.expired(List.of(LEAK), TODAY)).hasSize(holds ? 0 : 1);
        assertThat(baseline.expired(List.of(), TODAY)).isEmpty();
        assertThat(baseline.unused(List.of(LEAK))).isEmpty();
    }

    /** Another entry that holds excuses what an expired one does not. */
    @Test
    void expiredEntry_isNotNamed_whereAnotherExcuses() throws IOException {
        Baseline both = new Baseline(List.of(accepting("2020-01-01").accepted().get(0), BaselineEntry.of(LEAK)));

        assertThat(both.covers(LEAK, TODAY)).isTrue();
        assertThat(both.expired(List.of(LEAK), TODAY)).isEmpty();
    }

    @Test
    void update_addsWhatIsNew_andKeepsWhatAPersonWrote() throws IOException {
        Baseline before = accepting("2027-01-31");
        DocumentedFinding fresh = leak("com.acme.Stock.get(Stock.java:3)", "10.0.0.6:6379");
        Path file = folder.resolve("updated.json");

        before.updated(List.of(LEAK, fresh, fresh), true).write(file);

        assertThat(Baseline.read(file).accepted())
                .containsExactly(before.accepted().get(0), BaselineEntry.of(fresh));
        assertThat(Files.readString(file))
                .contains(
                        "\"expires\" : \"2027-01-31\"",
                        "\"reason\" : \"ACME-12\"",
                        "\"labels\" : [ \"a\", null, true, 0.5 ]");
    }

    /** Whoever ended early has not seen all that there is. */
    @ParameterizedTest
    @CsvSource({"true, 0", "false, 1"})
    void update_takesOutWhatIsGone_afterAWholeRunOnly(boolean whole, int left) throws IOException {
        assertThat(accepting("").updated(List.of(), whole).accepted()).hasSize(left);
    }

    @Test
    void update_acceptsNothingAnew_thatHasExpired() throws IOException {
        Baseline before = accepting("2020-01-01");

        assertThat(before.updated(List.of(LEAK), true)).isEqualTo(before);
    }
}
