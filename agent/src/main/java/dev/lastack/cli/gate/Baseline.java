package dev.lastack.cli.gate;

import dev.lastack.report.document.DocumentedFinding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Findings that were accepted: known by rule, method and role, until the day on which an entry expires. */
record Baseline(List<BaselineEntry> accepted) {

    static final Baseline NONE = new Baseline(List.of());

    Baseline {
        accepted = List.copyOf(accepted);
    }

    static Baseline of(List<DocumentedFinding> findings) {
        return inOrder(findings.stream().map(BaselineEntry::of).distinct().toList());
    }

    private static Baseline inOrder(List<BaselineEntry> entries) {
        return new Baseline(entries.stream().sorted(BaselineEntry.IN_ORDER).toList());
    }

    /** @throws IOException whose message is a reason that a user understands */
    static Baseline read(Path file) throws IOException {
        return new Baseline(BaselineFile.read(file));
    }

    void write(Path file) throws IOException {
        BaselineFile.write(accepted, file);
    }

    /** Whether an entry that still holds accepts it. */
    boolean covers(DocumentedFinding finding, LocalDate today) {
        return accepted.stream().anyMatch(one -> !one.isExpired(today) && one.covers(finding));
    }

    /** Those that cover nothing of what was found: they may be fixed. */
    List<BaselineEntry> unused(List<DocumentedFinding> findings) {
        return only(one -> findings.stream().noneMatch(one::covers));
    }

    /** Those that would excuse something of what was found, if they had not expired. */
    List<BaselineEntry> expired(List<DocumentedFinding> findings, LocalDate today) {
        return only(one -> one.isExpired(today)
                && findings.stream().anyMatch(finding -> one.covers(finding) && !covers(finding, today)));
    }

    private List<BaselineEntry> only(Predicate<BaselineEntry> which) {
        return accepted.stream().filter(which).toList();
    }

    /**
     * With what is new. What has expired stays as it is, and is not accepted anew: that is a person's decision.
     *
     * @param all whether all that there is has been found, so that what was not seen may go
     */
    Baseline updated(List<DocumentedFinding> findings, boolean all) {
        List<BaselineEntry> updated = new ArrayList<>(accepted);
        if (all) {
            updated.removeAll(unused(findings));
        }
        updated.addAll(of(findings.stream()
                        .filter(finding -> accepted.stream().noneMatch(one -> one.covers(finding)))
                        .toList())
                .accepted());
        return inOrder(updated);
    }
}
