package dev.lastack.launch;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.snapshot.Site;
import dev.lastack.text.Words;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a report that found no time was about, in a few lines: so that a slow host does not make findings vanish. */
final class UnwrittenReport {

    private static final int MOST = 10;

    private UnwrittenReport() {}

    /** A line for each finding, the most harmful first; infos are left out. Empty where there is none. */
    static List<String> lines(List<Finding> findings) {
        List<Finding> told = findings.stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        Stream<String> lines = told.stream().limit(MOST).map(UnwrittenReport::line);
        int more = told.size() - MOST;
        return (more <= 0 ? lines : Stream.concat(lines, Stream.of("lastack: and " + more + " more"))).toList();
    }

    private static String line(Finding finding) {
        Site culprit = finding.culprit();
        return "lastack: " + finding.severity().name().toLowerCase(Locale.ROOT) + " " + finding.rule() + ", "
                + Words.count(finding.connections(), "connection") + (culprit == null ? "" : ", at " + culprit);
    }
}
