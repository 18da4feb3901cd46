package dev.lastack.found;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.FindingIdentity;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finding, and where it was seen. Immutable. Holds a whole snapshot: not to be kept.
 *
 * @param path the code path with the most of its connections; null where it is about no connections
 */
public record NewFinding(Finding finding, @Nullable CodePath path, Snapshot snapshot) {

    /** All of one moment, as they were found. */
    public static List<NewFinding> all(List<Finding> findings, Snapshot snapshot) {
        Map<String, CodePath> paths = new HashMap<>(); // findings and paths may be thousands
        if (!findings.isEmpty()) {
            snapshot.codePaths().forEach(path -> paths.put(path.id(), path));
        }
        return findings.stream()
                .map(finding -> new NewFinding(finding, paths.get(finding.codePathId()), snapshot))
                .toList();
    }

    /** {@code client} or {@code server}; empty where it is about no connections. */
    public String role() {
        return path == null ? "" : path.role().name().toLowerCase(Locale.ROOT);
    }

    /** {@code ip:port} of the destination or of the listener; empty as the role. */
    public String peer() {
        return path == null ? "" : path.peer();
    }

    /** {@code error}, {@code warning} or {@code info}. */
    public String severity() {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    /** The line to open; empty where none is known. */
    public String site() {
        return finding.culprit() == null ? "" : finding.culprit().toString();
    }

    /** See {@link FindingIdentity}: the same as that of a report's finding. */
    public String identity() {
        Site culprit = finding.culprit();
        return FindingIdentity.of(
                finding.rule(),
                culprit == null ? null : FindingIdentity.stableName(culprit.className(), culprit.methodName()),
                role());
    }
}
