package dev.lastack.analyze.rules.kernel;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.host.BucketAdvice;
import dev.lastack.analyze.host.HostLoad;
import dev.lastack.analyze.rules.HostRule;
import dev.lastack.analyze.rules.timewait.TimeWaitDetails;
import dev.lastack.snapshot.CodePath;
import dev.lastack.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kernel has closed connections without TIME_WAIT while we watched. */
public final class TimeWaitOverflowRule implements HostRule {

    private static final String WHY =
            "The table for TIME_WAIT was full: the kernel closed that many connections, of any process, without it"
                    + " (\"time wait bucket table overflow\" in its log). A lost last ACK or a stray segment can hit"
                    + " the next connection with the same ports. The counter says when, not whose.";

    @Override
    public String id() {
        return "kernel/time-wait-overflow";
    }

    @Override
    public List<Finding> judge(HostLoad view) {
        List<CodePath> paths = view.timeWaitPaths();
        return view.overflows() > 0 && !paths.isEmpty() ? List.of(finding(view, paths.get(0))) : List.of();
    }

    private Finding finding(HostLoad view, CodePath main) {
        Culprit culprit = TimeWaitDetails.culprit(main);
        Long max = view.host().maxTwBuckets();
        Verdict verdict = new Verdict(
                Severity.WARNING,
                "the kernel has closed connections without TIME_WAIT",
                WHY,
                "raise the limit" + (max == null ? " (tcp_max_tw_buckets)" : ": " + BucketAdvice.raise(max))
                        + ". Lowering" + " it is what brings this about. " + TimeWaitDetails.FEWER_IS_BETTER);
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(EvidenceKey.OVERFLOWS, view.overflows());
        numbers.put(EvidenceKey.TIME_WAIT_NOW, view.timeWaitsNow());
        if (max != null) {
            numbers.put(EvidenceKey.MAX_TW_BUCKETS, max);
        }
        return verdict.finding(
                id(),
                main,
                view.overflows(),
                culprit,
                numbers,
                TimeWaitDetails.of(main, culprit)
                        .line("TCPTimeWaitOverflow has moved by " + Words.count(view.overflows()) + " in "
                                + Words.duration(view.snapshot().observation().watchedMillis())
                                + (max == null ? "" : "; tcp_max_tw_buckets is " + Words.count(max)))
                        .line("of this process, " + CulpritText.peer(main) + " leaves the most TIME_WAIT; all its code"
                                + " paths have " + Words.count(view.timeWaitsNow()) + " entries now")
                        .lines());
    }
}
