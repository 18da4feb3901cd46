package dev.lastack.report.diff;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.report.document.DocumentedFinding;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One finding in two reports. Immutable.
 *
 * @param before null where the first report has it not
 * @param after null where the second one has it not
 */
public record Change(
        @Nullable DocumentedFinding before, @Nullable DocumentedFinding after) {

    /** The most severe first, then the one about most connections. */
    static final Comparator<Change> BY_WEIGHT = Comparator.comparing(
                    (Change change) -> change.finding().severity())
            .thenComparing(
                    Comparator.comparingLong((Change change) -> change.finding().connections())
                            .reversed())
            .thenComparing(change -> change.finding().identity());

    /** What has become of it. */
    public enum Kind {
        NEW,
        GONE,
        /** About more connections, or more severe. */
        GROWN,
        /** The same, or less of it. */
        OTHER
    }

    public Change {
        if (before == null && after == null) {
            throw new IllegalArgumentException("a finding of neither report");
        }
    }

    public Kind kind() {
        if (before == null) {
            return Kind.NEW;
        }
        if (after == null) {
            return Kind.GONE;
        }
        boolean more = after.connections() > before.connections();
        return more || after.severity().compareTo(before.severity()) < 0 ? Kind.GROWN : Kind.OTHER;
    }

    /** As it is now; of one that is gone as it was. */
    public DocumentedFinding finding() {
        return after != null ? after : Objects.requireNonNull(before);
    }

    /** Whether the second report has it at this severity or above, and the first one had it not, or below. */
    public boolean reaches(Severity least) {
        return isAtOrAbove(least, after) && !isAtOrAbove(least, before);
    }

    private static boolean isAtOrAbove(Severity least, @Nullable DocumentedFinding finding) {
        return finding != null && finding.severity().compareTo(least) <= 0;
    }
}
