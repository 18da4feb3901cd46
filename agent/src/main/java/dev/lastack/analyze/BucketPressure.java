package dev.lastack.analyze;

import dev.lastack.snapshot.CodePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All TIME_WAIT entries we make, together, approach the kernel's limit; or the limit was reached. */
final class BucketPressure implements HostRule {

    private static final String WHY = TimeWaitDetails.WHOSE
            + " The kernel keeps at most tcp_max_tw_buckets of them, of clients and servers together; beyond that it"
            + " closes connections without TIME_WAIT (\"time wait bucket table overflow\"), and a lost last ACK or a"
            + " stray segment can hit the next connection.";

    @Override
    public String id() {
        return "time-wait/bucket-pressure";
    }

    @Override
    public List<Finding> judge(HostView view) {
        List<CodePath> paths = view.timeWaitPaths();
        Long max = view.host().maxTwBuckets();
        boolean nearlyFull = max != null && max > 0 && view.timeWaits(max) >= BucketAdvice.NEARLY_FULL * max;
        boolean overflown = view.overflows() > 0;
        return !paths.isEmpty() && (nearlyFull || overflown) ? List.of(finding(view, paths, max)) : List.of();
    }

    private Finding finding(HostView view, List<CodePath> paths, @Nullable Long max) {
        CodePath main = paths.get(0);
        Culprit culprit = TimeWaitDetails.culprit(main);
        Verdict verdict = new Verdict(Severity.WARNING, title(view, max), WHY, fix(max));
        return verdict.finding(
                id(), main, view.timeWaitsNow(), culprit, evidence(view, max), details(view, paths, culprit, max));
    }

    private static String title(HostView view, @Nullable Long max) {
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

    private static Map<String, Number> evidence(HostView view, @Nullable Long max) {
        Map<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("timeWaitNow", view.timeWaitsNow());
        numbers.put("perSecond", view.timeWaitsPerSecond());
        numbers.put("windowMillis", view.windowMillis());
        numbers.put("steadyState", view.timeWaitsPerSecond() * HostSettings.TIME_WAIT_SECONDS);
        if (max != null) {
            numbers.put("maxTwBuckets", max);
        }
        Long ofHost = view.snapshot().hostNetwork().counters().get("timeWait");
        if (ofHost != null) {
            numbers.put("timeWaitOfHost", ofHost);
        }
        numbers.put("overflows", view.overflows());
        return numbers;
    }

    private static List<String> details(HostView view, List<CodePath> paths, Culprit culprit, @Nullable Long max) {
        double perSecond = view.timeWaitsPerSecond();
        return TimeWaitDetails.of(paths.get(0), culprit)
                .line(OpenDetails.peer(paths.get(0)) + ": this code path leaves the most TIME_WAIT, "
                        + Words.percent(share(paths.get(0), view)) + " of this process's")
                .line("all code paths leave " + Words.rate(perSecond) + " a second in " + view.window()
                        + ", which holds "
                        + Words.count(Math.round(perSecond * HostSettings.TIME_WAIT_SECONDS)) + " entries; now it has "
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

    private static double share(CodePath path, HostView view) {
        return path.timeWait().now() / (double) Math.max(1, view.timeWaitsNow());
    }
}
