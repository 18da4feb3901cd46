package dev.lastack.report.document;

import dev.lastack.analyze.finding.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding of a report that was read. Immutable.
 *
 * @param title one line
 * @param site null where no line of code is at fault, as for a setting of the host
 * @param note what happens at the site, {@code connects here}; may be empty
 * @param role {@code client} or {@code server}; empty where it is about no connections
 * @param peer {@code ip:port}, empty as the role
 * @param steps of a connection's life that have a stack, in the order in which they came
 */
public record DocumentedFinding(
        String rule,
        Severity severity,
        String title,
        long connections,
        @Nullable CodeSite site,
        String note,
        String role,
        String peer,
        List<String> details,
        String why,
        String fix,
        List<Step> steps) {

    /**
     * One step of a connection's life.
     *
     * @param what {@code opened here}
     * @param stack innermost frame first; not empty
     */
    public record Step(String what, List<CodeSite> stack) {}

    /** The site as the report has it; empty where there is none. */
    public String culprit() {
        return site == null ? "" : site.toString();
    }

    /** What it is known by from one report to the next: no line, no count, no port. */
    public String identity() {
        return rule + " " + (site == null ? "" : site.stableName()) + " " + role;
    }

    /** The title, and how many connections it is about where it is about any. */
    public String headline() {
        return connections == 0
                ? title
                : title + " (" + connections + (connections == 1 ? " connection)" : " connections)");
    }
}
