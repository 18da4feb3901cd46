package dev.lastack.cli.gate;

import dev.lastack.report.document.CodeSite;
import dev.lastack.report.document.DocumentedFinding;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A finding that somebody has looked at and accepted. It holds whatever the counts are, in whichever line of the
 * method,
 * and at whichever ephemeral port: those change from one run, or one edit, to the next. Immutable.
 *
 * @param culprit {@code package.Class.method}, or empty for a finding without one
 * @param role {@code client}, {@code server}, or {@code *}
 * @param peer {@code ip:port}, in which {@code *} stands for anything
 * @param expires the last day on which it holds, in UTC; null for ever
 * @param reason why it was accepted; may be empty
 * @param others further fields that a person has added, as JSON
 */
record BaselineEntry(
        String rule,
        String culprit,
        String role,
        String peer,
        @Nullable LocalDate expires,
        String reason,
        Map<String, @Nullable Object> others) {

    static final String ANY = "*";

    static final Comparator<BaselineEntry> IN_ORDER = Comparator.comparing(BaselineEntry::rule)
            .thenComparing(BaselineEntry::culprit)
            .thenComparing(BaselineEntry::role)
            .thenComparing(BaselineEntry::peer);

    /** Linux's own ephemeral ports begin here; a server's fixed port is below. */
    private static final int FIRST_EPHEMERAL = 32_768;

    /** One cause is one finding over all its peers; only where no code is named does the peer tell two apart. */
    static BaselineEntry of(DocumentedFinding finding) {
        String method = method(finding);
        return new BaselineEntry(
                finding.rule(),
                method,
                finding.role(),
                method.isEmpty() ? anyPort(finding.peer()) : ANY,
                null,
                "",
                Map.of());
    }

    boolean covers(DocumentedFinding finding) {
        return rule.equals(finding.rule())
                && matches(culprit, method(finding))
                && matches(role, finding.role())
                && matches(peer, finding.peer());
    }

    boolean isExpired(LocalDate today) {
        return expires != null && today.isAfter(expires);
    }

    /** {@code close-wait/unread at com.acme.A.b (ACME-12)}. */
    @Override
    public String toString() {
        return rule + (culprit.isEmpty() ? "" : " at " + culprit) + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    private static boolean matches(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        for (String part : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return text.matches(regex.toString());
    }

    private static String method(DocumentedFinding finding) {
        CodeSite site = finding.site();
        return site == null ? "" : site.stableName();
    }

    private static String anyPort(String peer) {
        int colon = peer.lastIndexOf(':');
        String port = peer.substring(colon + 1);
        boolean ephemeral = port.matches("\\d{1,5}") && Integer.parseInt(port) >= FIRST_EPHEMERAL;
        return ephemeral ? peer.substring(0, colon + 1) + ANY : peer;
    }
}
