package dev.lastack.analyze;

import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Snapshot;
import java.util.Optional;

/** A rule about open connections that are in one {@link Condition}. */
abstract class OpenRule implements Rule {

    private final Condition condition;

    OpenRule(Condition condition) {
        this.condition = condition;
    }

    @Override
    public final Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
        Group group = Group.of(path, condition, snapshot, settings);
        return group.isEmpty() ? Optional.empty() : Optional.of(finding(group));
    }

    /** @param group never empty */
    abstract Finding finding(Group group);

    Finding finding(Group group, Verdict verdict, Culprit culprit, long longestMillis, OpenDetails details) {
        return verdict.finding(
                id(), group.path(), group.size(), culprit, OpenEvidence.of(group, longestMillis), details.lines());
    }
}
