package dev.lastack.analyze.rules.kernel;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.host.BucketAdvice;
import dev.lastack.analyze.host.HostLoad;
import dev.lastack.analyze.host.HostSettings;
import dev.lastack.analyze.rules.HostRule;
import dev.lastack.analyze.rules.timewait.TimeWaitDetails;
import dev.lastack.snapshot.CodePath;
import dev.lastack.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small limit that this process alone fills by half and more. */
public final class MaxTwBucketsLowRule implements HostRule {

    /** One address has no more ports: a limit from here on is not small. */
    private static final long SMALL = 65_536;

    private static final double SHARE = 0.5;

    private static final String WHY =
            "Beyond tcp_max_tw_buckets the kernel closes connections without TIME_WAIT, and a lost last ACK or a stray"
                    + " segment can hit the next connection. Lowering it gains nothing but a smaller number in a"
                    + " listing; raising it costs about 250 bytes for each entry in use.";

    @Override
    public String id() {
        return "kernel/max-tw-buckets-low";
    }

    @Override
    public List<Finding> judge(HostLoad view) {
        Long max = view.host().maxTwBuckets();
        if (max == null || max >= SMALL || view.timeWaitPaths().isEmpty()) {
            return List.of();
        }
        double wanted = view.timeWaits(max);
        return wanted > 0 && wanted >= SHARE * max ? List.of(finding(view, max, wanted)) : List.of();
    }

    private Finding finding(HostLoad view, long max, double wanted) {
        CodePath main = view.timeWaitPaths().get(0);
        Culprit culprit = TimeWaitDetails.culprit(main);
        Verdict verdict = new Verdict(
                Severity.WARNING,
                "tcp_max_tw_buckets is " + Words.count(max) + ", low for what this process leaves in TIME_WAIT",
                WHY,
                "raise it: " + BucketAdvice.raise(max) + ". " + TimeWaitDetails.FEWER_IS_BETTER);
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(EvidenceKey.MAX_TW_BUCKETS, max);
        numbers.put(EvidenceKey.TIME_WAIT_NOW, view.timeWaitsNow());
        numbers.put(EvidenceKey.STEADY_STATE, view.timeWaitsPerSecond() * HostSettings.TIME_WAIT_SECONDS);
        return verdict.finding(
                id(),
                main,
                view.timeWaitsNow(),
                culprit,
                numbers,
                TimeWaitDetails.of(main, culprit)
                        .line(CulpritText.peer(main) + ": this code path leaves the most")
                        .line("all code paths together hold " + Words.count(Math.round(wanted))
                                + " entries at the rate of " + view.window() + ", "
                                + Words.percent(wanted / max)
                                + " of the limit")
                        .lines());
    }
}
