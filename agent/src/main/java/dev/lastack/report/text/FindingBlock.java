package dev.lastack.report.text;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.text.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One finding after the other: what was found, where to look, why it matters, what to do. */
final class FindingBlock {

    private final Lines lines;
    private final boolean numbered;
    private final boolean repeat;
    private final Map<String, Integer> reasons = new HashMap<>();
    private final Map<String, Integer> fixes = new HashMap<>();

    /**
     * Blocks that follow each other.
     *
     * @param numbered whether there is a table whose numbers they have
     * @param repeat whether a reason or a fix that stands further up stands here again
     */
    FindingBlock(Lines lines, boolean numbered, boolean repeat) {
        this.lines = lines;
        this.numbered = numbered;
        this.repeat = repeat;
    }

    void write(int number, Finding finding) {
        lines.blank();
        head(number, finding);
        lines.indented(finding.title());
        if (finding.culprit() != null) {
            // One line, however long: it is copied into an editor, and searched for.
            lines.parts(
                    List.of(Lines.INDENT + "open this:  " + finding.culprit(), "(" + finding.culpritNote() + ")"),
                    Lines.INDENT + "  ");
        }
        finding.details().forEach(lines::indented);
        Integer sameReason = reasons.putIfAbsent(finding.why(), number);
        if (sameReason == null || repeat) {
            lines.labelled("why: ", finding.why());
        }
        Integer sameFix = fixes.putIfAbsent(finding.fix(), number);
        lines.labelled("fix: ", sameFix == null || repeat ? finding.fix() : "as for #" + sameFix);
    }

    /** The number stays on the line with what identifies the finding. */
    private void head(int number, Finding finding) {
        String rule = finding.severity() + "  " + finding.rule();
        String count = Words.count(finding.connections(), "connection") + age(finding);
        String mark = numbered ? "  #" + number : "";
        String growth = growth(finding);
        int length = rule.length() + 2 + count.length() + mark.length();
        if (growth.isEmpty() || length + 2 + growth.length() <= lines.width()) {
            lines.parts(List.of(rule, count + (growth.isEmpty() ? "" : ", " + growth) + mark), Lines.INDENT);
        } else {
            lines.parts(List.of(rule, count + mark), Lines.INDENT);
            lines.indented(growth);
        }
    }

    private static String age(Finding finding) {
        Number oldest = finding.evidence().get(EvidenceKey.OLDEST_MILLIS);
        if (oldest != null) {
            return ", oldest " + Words.duration(oldest.longValue());
        }
        Number atLeast = finding.evidence().get(EvidenceKey.AT_LEAST_MILLIS);
        return atLeast == null ? "" : ", opened more than " + Words.duration(atLeast.longValue()) + " ago";
    }

    private static String growth(Finding finding) {
        long perMinute = number(finding, EvidenceKey.GROWTH_PER_MINUTE);
        if (perMinute > 0) {
            return "growing by " + Words.count(perMinute) + " a minute";
        }
        long fresh = number(finding, EvidenceKey.NEW_IN_WINDOW);
        return fresh == 0 || fresh == finding.connections()
                ? ""
                : Words.count(fresh) + " new in the last " + Words.duration(number(finding, EvidenceKey.WINDOW_MILLIS));
    }

    private static long number(Finding finding, EvidenceKey key) {
        return finding.evidence().getOrDefault(key, 0).longValue();
    }
}
