package dev.lastack.analyze.rules.timewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.host.BucketAdvice;
import dev.lastack.analyze.host.HostLoad;
import dev.lastack.analyze.host.HostSettings;
import dev.lastack.analyze.host.RateWindow;
import dev.lastack.analyze.rules.HostRule;
import dev.lastack.snapshot.CodePath;
import dev.lastack.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All TIME_WAIT entries we make, together, approach the kernel's limit; or the limit was reached. */
public final class BucketPressureRule implements HostRule {

    private static final String WHY = TimeWaitDetails.WHOSE
            + " The kernel keeps at most tcp_max_tw_buckets of them, of clients and servers together; beyond that it"
            + " closes connections without TIME_WAIT (\"time wait bucket table overflow\"), and a lost last ACK or a"
            + " stray segment can hit the next connection.";

    @Override
    public String id() {
        return "time-wait/bucket-pressure";
    }

    @Override
    public List<Finding> judge(HostLoad view) {
        List<CodePath> paths = view.timeWaitPaths();
        Long max = view.host().maxTwBuckets();
        boolean nearlyFull = max != null && max > 0 && view.timeWaits(max) >= BucketAdvice.NEARLY_FULL * max;
        boolean overflown = view.overflows() > 0;
        return !paths.isEmpty() && (nearlyFull || overflown) ? List.of(finding(view, paths, max)) : List.of();
    }

    private Finding finding(HostLoad view, List<CodePath> paths, @Nullable Long max) {
        CodePath main = paths.get(0);
        Culprit culprit = TimeWaitDetails.culprit(main);
        Verdict verdict = new Verdict(Severity.WARNING, title(view, max), WHY, fix(max));
        return verdict.finding(
                id(), main, view.timeWaitsNow(), culprit, evidence(view, max), details(view, paths, culprit, max));
    }

    private static String title(HostLoad view, @Nullable Long max) {
        return view.overflows() > 0
                ? "the kernel's table for TIME_WAIT has overflowed while this process was filling it"
                : "connections closed first by this process nearly fill the kernel's table for TIME_WAIT"
                        + (max == null ? "" : " (" + Words.count(max) + " entries)");
    }

    private static String fix(@Nullable Long max) {
        String raise = max == null ? "" : ": " + BucketAdvice.raise(max);
        return TimeWaitDetails.FEWER + " A server lets the client close first. Then raise tcp_max_tw_buckets" + raise
                + " (each entry costs about 250 bytes); lowering it gains nothing but a smaller number in a listing.";
    }

    private static Map<EvidenceKey, Number> evidence(HostLoad view, @Nullable Long max) {
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(EvidenceKey.TIME_WAIT_NOW, view.timeWaitsNow());
        numbers.put(EvidenceKey.PER_SECOND, view.timeWaitsPerSecond());
        RateWindow.put(numbers, view.codePaths(), view.settings());
        numbers.put(EvidenceKey.STEADY_STATE, view.timeWaitsPerSecond() * HostSettings.TIME_WAIT_SECONDS);
        if (max != null) {
            numbers.put(EvidenceKey.MAX_TW_BUCKETS, max);
        }
        Long ofHost = view.snapshot().hostNetwork().counters().get("timeWait");
        if (ofHost != null) {
            numbers.put(EvidenceKey.TIME_WAIT_OF_HOST, ofHost);
        }
        numbers.put(EvidenceKey.OVERFLOWS, view.overflows());
        return numbers;
    }

    private static List<String> details(HostLoad view, List<CodePath> paths, Culprit culprit, @Nullable Long max) {
        double perSecond = view.timeWaitsPerSecond();
        return TimeWaitDetails.of(paths.get(0), culprit)
                .line(CulpritText.peer(paths.get(0)) + ": this code path leaves the most TIME_WAIT, "
                        + Words.percent(share(paths.get(0), view)) + " of this process's")
                .line("all code paths leave " + Words.rate(perSecond) + " a second in " + view.window()
                        + ", which holds "
                        + Words.count(Math.round(perSecond * HostSettings.TIME_WAIT_SECONDS)) + " entries; "
                        + (RateWindow.isOver(view.codePaths()) ? "at its end it had " : "now it has ")
                        + Words.count(view.timeWaitsNow()) + limit(max))
                .line(
                        view.overflows() == 0
                                ? ""
                                : "the table overflowed " + Words.count(view.overflows(), "time")
                                        + " since the watch began (TCPTimeWaitOverflow)")
                .others(paths, "next")
                .resets()
                .lines();
    }

    private static String limit(@Nullable Long max) {
        return max == null ? "; the limit could not be read" : "; the limit is " + Words.count(max);
    }

    private static double share(CodePath path, HostLoad view) {
        return path.timeWait().now() / (double) Math.max(1, view.timeWaitsNow());
    }
}
