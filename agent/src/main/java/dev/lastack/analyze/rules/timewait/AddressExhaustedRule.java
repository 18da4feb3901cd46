package dev.lastack.analyze.rules.timewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.host.Destination;
import dev.lastack.analyze.host.HostLoad;
import dev.lastack.analyze.rules.HostRule;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.HostNetwork;
import dev.lastack.snapshot.Traffic;
import dev.lastack.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** connect() found no local port. */
public final class AddressExhaustedRule implements HostRule {

    private static final String TITLE = "connect failed: no local port was left (\"Cannot assign requested address\")";

    private static final String WHY = "For each remote address and port there are as many local ports as"
            + " ip_local_port_range has, and all were taken: by open connections, or by closed ones in TIME_WAIT, where"
            + " they stay for 60 s if this side closed first. Nothing gets through to the destination until some come"
            + " free.";

    private static final Verdict NO_ADDRESS = new Verdict(
            Severity.INFO,
            "connect failed with \"Cannot assign requested address\", though ports are free",
            "The same error means that this host has no address from which it could connect there: IPv6 is switched"
                    + " off (as in many containers, where localhost may still stand for ::1), or the address is local"
                    + " to a link.",
            "connect to an address this host can reach: 127.0.0.1 instead of localhost, or"
                    + " -Djava.net.preferIPv4Stack=true.");

    @Override
    public String id() {
        return "time-wait/address-exhausted";
    }

    @Override
    public List<Finding> judge(HostLoad view) {
        List<Finding> findings = new ArrayList<>();
        for (Destination destination : view.destinations()) {
            for (CodePath path : destination.paths()) {
                if (path.traffic().addressExhausted().count() > 0) {
                    findings.add(finding(path, destination, view));
                }
            }
        }
        return findings;
    }

    private Finding finding(CodePath path, Destination destination, HostLoad view) {
        Culprit culprit = Culprit.firstOf(Culprit.opened(path));
        return verdict(destination, view)
                .finding(
                        id(),
                        path,
                        path.traffic().addressExhausted().count(),
                        culprit,
                        evidence(path, destination),
                        details(path, destination, culprit, view));
    }

    private static Verdict verdict(Destination destination, HostLoad view) {
        if (isNoAddress(destination, view)) {
            return NO_ADDRESS;
        }
        String leak = destination.open() > destination.now()
                ? "close the connections that are no longer needed: more are open than in TIME_WAIT. Then "
                : "";
        return new Verdict(
                Severity.ERROR,
                TITLE,
                WHY,
                leak + TimeWaitDetails.FEWER + " Then widen ip_local_port_range (here "
                        + Words.count(destination.ports()) + " ports), or set tcp_tw_reuse=1 (with tcp_timestamps=1).");
    }

    /** Nothing ever got through, and the host as a whole has not half as many sockets as there are ports. */
    private static boolean isNoAddress(Destination destination, HostLoad view) {
        HostNetwork network = view.snapshot().hostNetwork();
        Long inUse = network.counters().get("inUse");
        Long timeWait = network.counters().get("timeWait");
        return destination.opened() == 0
                && inUse != null
                && timeWait != null
                && 2 * (inUse + timeWait) < destination.ports();
    }

    private static Map<EvidenceKey, Number> evidence(CodePath path, Destination destination) {
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(
                EvidenceKey.FAILED_CONNECTS, path.traffic().addressExhausted().count());
        numbers.put(EvidenceKey.PORTS, destination.ports());
        numbers.put(EvidenceKey.TIME_WAIT_NOW, destination.now());
        numbers.put(EvidenceKey.OPEN_NOW, destination.open());
        numbers.put(EvidenceKey.PER_SECOND, destination.perSecond());
        numbers.put(EvidenceKey.OPENED, path.opened());
        return numbers;
    }

    private static List<String> details(CodePath path, Destination destination, Culprit culprit, HostLoad view) {
        return TimeWaitDetails.of(path, culprit)
                .line(CulpritText.peer(path) + (destination.isLoopback() ? " (loopback)" : "") + "; "
                        + when(
                                path.traffic().addressExhausted(),
                                view.snapshot().takenAt()))
                .line("of " + Words.count(destination.ports(), "port") + ", this process has "
                        + Words.count(destination.now()) + " in TIME_WAIT and " + Words.count(destination.open())
                        + " open to this destination now")
                .line(destination.perSecond() > 0 ? PortPressureRule.reuse(destination, view.host()) : "")
                .closedBy()
                .assumptions(view.host())
                .lines();
    }

    private static String when(Traffic.AddressExhausted failures, Instant now) {
        String times = Words.count(failures.count(), "connect") + " failed";
        Instant first = failures.firstAt();
        Instant last = failures.lastAt();
        if (first == null || last == null) {
            return times;
        }
        return failures.count() == 1
                ? times + ", " + ago(last, now)
                : times + ", the first " + ago(first, now) + ", the last " + ago(last, now);
    }

    private static String ago(Instant then, Instant now) {
        return Words.duration(Math.max(0, Duration.between(then, now).toMillis())) + " ago";
    }
}
