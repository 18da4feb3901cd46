package dev.lastack.metrics.jmx;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.snapshot.Site;
import java.util.Locale;

/** A finding as management tools show it: each property is an item of a {@code CompositeData}. */
public final class FindingData {

    private final Finding finding;

    FindingData(Finding finding) {
        this.finding = finding;
    }

    /** Stable id. */
    public String getRule() {
        return finding.rule();
    }

    /** {@code error}, {@code warning} or {@code info}. */
    public String getSeverity() {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    public String getTitle() {
        return finding.title();
    }

    public long getConnections() {
        return finding.connections();
    }

    /** The line to open; empty where none is known. */
    public String getSite() {
        Site culprit = finding.culprit();
        return culprit == null ? "" : culprit.toString();
    }

    public String getWhy() {
        return finding.why();
    }

    public String getFix() {
        return finding.fix();
    }

    /** The same finding again, whatever has become of its numbers. */
    String key() {
        return getRule() + " " + (finding.culprit() == null ? finding.codePathId() : getSite());
    }
}
