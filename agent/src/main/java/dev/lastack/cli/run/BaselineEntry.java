package dev.lastack.cli.run;

import dev.lastack.report.document.CodeSite;
import dev.lastack.report.document.DocumentedFinding;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A finding that somebody has looked at and accepted. It holds whatever the counts are, in whichever line of the
 * method,
 * and at whichever ephemeral port: those change from one run, or one edit, to the next.
 *
 * @param culprit {@code package.Class.method}, or empty for a finding without one
 * @param role {@code client}, {@code server}, or {@code *}
 * @param peer {@code ip:port}, in which {@code *} stands for anything
 */
record BaselineEntry(String rule, String culprit, String role, String peer) {

    static final String ANY = "*";

    static final Comparator<BaselineEntry> IN_ORDER = Comparator.comparing(BaselineEntry::rule)
            .thenComparing(BaselineEntry::culprit)
            .thenComparing(BaselineEntry::role)
            .thenComparing(BaselineEntry::peer);

    /** Linux's own ephemeral ports begin here; a server's fixed port is below. */
    private static final int FIRST_EPHEMERAL = 32_768;

    static BaselineEntry of(DocumentedFinding finding) {
        return new BaselineEntry(finding.rule(), method(finding), finding.role(), anyPort(finding.peer()));
    }

    boolean covers(DocumentedFinding finding) {
        return rule.equals(finding.rule())
                && matches(culprit, method(finding))
                && matches(role, finding.role())
                && matches(peer, finding.peer());
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
