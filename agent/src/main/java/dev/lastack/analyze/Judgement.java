package dev.lastack.analyze;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.host.Load;
import dev.lastack.analyze.host.WorstWindow;
import dev.lastack.analyze.rules.Rule;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What one rule says of a snapshot: one finding for each culprit and role. */
final class Judgement {

    private final Rule rule;
    private final Snapshot snapshot;
    private final Settings settings;

    /** By culprit and role, or by code path where there is no culprit. */
    private final Map<Object, Found> causes = new LinkedHashMap<>();

    /** What one finding is about: groups of paths, of each of which the rule has said something. */
    private static final class Found {

        private final List<List<CodePath>> groups = new ArrayList<>();
        private Finding last;

        Found(Finding first) {
            last = first;
        }
    }

    Judgement(Rule rule, Snapshot snapshot, Settings settings) {
        this.rule = rule;
        this.snapshot = snapshot;
        this.settings = settings;
    }

    /** @param paths of one cause, as far as is known before they are judged */
    void judge(List<CodePath> paths) {
        if (rule.splitsByHandler()) {
            ByHandler.split(paths).forEach(this::judgeTogether);
        } else {
            judgeTogether(paths);
        }
    }

    private void judgeTogether(List<CodePath> paths) {
        Finding finding = ofAll(paths).orElse(null);
        if (finding == null) {
            return;
        }
        Found found = causes.computeIfAbsent(cause(finding, paths), first -> new Found(finding));
        found.groups.add(paths);
        found.last = finding;
    }

    private Object cause(Finding finding, List<CodePath> paths) {
        Site culprit = finding.culprit();
        if (culprit == null || !rule.mergesPeers()) {
            return finding.codePathId();
        }
        CodePath first = paths.get(0);
        return isAcceptorOf(first, culprit) ? new Acceptors(first.peer()) : new Cause(culprit, first.role());
    }

    private record Cause(Site culprit, Role role) {}

    /**
     * Whoever accepts owns nothing, so he is named only where nobody else is known. Several lines that accept at one
     * listener are one cause: an asynchronous one is asked for the first connection in one place, and for all further
     * ones where the one before is handed over.
     */
    private static boolean isAcceptorOf(CodePath path, Site culprit) {
        return !path.isClient()
                && !path.openedBeforeWatch()
                && !path.openStack().ofStartedThread()
                && culprit.equals(path.openStack().culprit());
    }

    private record Acceptors(String listener) {}

    private Optional<Finding> ofAll(List<CodePath> paths) {
        return paths.size() == 1 ? ofOne(judged(paths).get(0)) : ofSeveral(paths);
    }

    /** Most paths are alone, and most rules have nothing to say of one: there may be thousands. */
    private Optional<Finding> ofOne(CodePath path) {
        return rule.affected(path, snapshot, settings) > 0
                ? rule.judge(path, snapshot, settings).map(finding -> finding.of(List.of(path.id()), 1))
                : Optional.empty();
    }

    private Optional<Finding> ofSeveral(List<CodePath> paths) {
        List<Part> mostFirst = judged(paths).stream()
                .map(path -> new Part(path, rule.affected(path, snapshot, settings)))
                .sorted(Part.MOST_FIRST)
                .toList();
        List<CodePath> concerned = paths(mostFirst.stream().filter(part -> part.affected() > 0));
        if (concerned.isEmpty()) {
            return Optional.empty();
        }
        return rule.judge(MergedPaths.merge(paths(mostFirst.stream())), snapshot, settings)
                .map(finding ->
                        finding.of(concerned.stream().map(CodePath::id).toList(), MergedPaths.peers(concerned)));
    }

    private List<CodePath> judged(List<CodePath> paths) {
        Load load = rule.load();
        return load == null ? paths : WorstWindow.apply(paths, load, snapshot, settings);
    }

    /** Asked once of each path: the connections of a path may be many. */
    private record Part(CodePath path, long affected) {

        /** Of those that a line of the application opens, before those of which none is known. */
        static final Comparator<Part> MOST_FIRST = Comparator.comparing(Part::hasOpener)
                .thenComparing(Part::affected)
                .reversed();

        boolean hasOpener() {
            return path.openStack().culprit() != null && !path.openStack().ofStartedThread();
        }
    }

    private static List<CodePath> paths(Stream<Part> parts) {
        return parts.map(Part::path).toList();
    }

    /** Once all groups are known: a line that closes what thousands of others opened is judged once, not with each of them. */
    List<Finding> findings() {
        return causes.values().stream().map(this::ofCause).toList();
    }

    private Finding ofCause(Found found) {
        return found.groups.size() == 1
                ? found.last
                : ofAll(ByHandler.together(found.groups)).orElse(found.last);
    }
}
