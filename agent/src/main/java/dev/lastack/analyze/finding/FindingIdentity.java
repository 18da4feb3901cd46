package dev.lastack.analyze.finding;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a finding is known by, from one look or report to the next: rule, the culprit's method, and role. No line, no
 * count, no port: they change while it is the same mistake. One notion for reports, gates, notifications and events.
 */
public final class FindingIdentity {

    /** The compiler numbers lambdas through the whole class: another one above moves them. */
    private static final Pattern LAMBDA_NUMBER = Pattern.compile("(lambda\\$.*)\\$\\d+$");

    private FindingIdentity() {}

    /**
     * One line of text.
     *
     * @param culprit as {@link #stableName} gives it; null where no line of code is at fault
     * @param role {@code client} or {@code server}; empty where it is about no connections
     */
    public static String of(String rule, @Nullable String culprit, String role) {
        return rule + " " + (culprit == null ? "" : culprit) + " " + role;
    }

    /** {@code package.Class.method}, which an edit elsewhere in the class does not change. */
    public static String stableName(String className, String method) {
        return className + "." + LAMBDA_NUMBER.matcher(method).replaceAll("$1");
    }
}
