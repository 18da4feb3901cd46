package dev.lastack.metrics.jmx;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.found.NewFinding;

/** A finding as management tools show it: each property is an item of a {@code CompositeData}. */
public final class FindingData {

    private final NewFinding found;
    private final Finding finding;

    FindingData(NewFinding found) {
        this.found = found;
        this.finding = found.finding();
    }

    /** Stable id. */
    public String getRule() {
        return finding.rule();
    }

    /** {@code error}, {@code warning} or {@code info}. */
    public String getSeverity() {
        return found.severity();
    }

    public String getTitle() {
        return finding.title();
    }

    public long getConnections() {
        return finding.connections();
    }

    /** The line to open; empty where none is known. */
    public String getSite() {
        return found.site();
    }

    /** {@code client} or {@code server}; empty where it is about no connections. */
    public String getRole() {
        return found.role();
    }

    public String getWhy() {
        return finding.why();
    }

    public String getFix() {
        return finding.fix();
    }
}
