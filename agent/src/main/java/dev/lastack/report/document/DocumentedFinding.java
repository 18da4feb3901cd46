package dev.lastack.report.document;

import dev.lastack.analyze.finding.FindingIdentity;
import dev.lastack.analyze.finding.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A finding of a report that was read. Immutable.
 *
 * @param title one line
 * @param site null where no line of code is at fault, as for a setting of the host
 * @param note what happens at the site, {@code connects here}; may be empty
 * @param role {@code client} or {@code server}; empty where it is about no connections
 * @param peer {@code ip:port}, empty as the role
 * @param steps of a connection's life that have a stack, in the order in which they came
 */
public record DocumentedFinding(
        String rule,
        Severity severity,
        String title,
        long connections,
        @Nullable CodeSite site,
        String note,
        String role,
        String peer,
        List<String> details,
        String why,
        String fix,
        List<Step> steps) {

    private static final int FINGERPRINT_BYTES = 16;

    /** Rules about nothing else: in those of the others there may be some. */
    private static final Set<String> REMOTE_CLOSED =
            Set.of("close-wait/eof-ignored", "close-wait/unread", "close-wait/slow-close", "close-wait/unreachable");

    /** What happened to a connection. */
    public enum Moment {
        OPENED,
        USED,
        REMOTE_CLOSED,
        END_OF_STREAM,
        CLOSED
    }

    /**
     * One step of a connection's life.
     *
     * @param what {@code opened here}
     * @param stack innermost frame first; not empty
     */
    public record Step(Moment moment, String what, List<CodeSite> stack) {}

    /** Whether its connections were closed by the remote first. */
    public boolean isRemoteClosed() {
        return REMOTE_CLOSED.contains(rule);
    }

    /** The site as the report has it; empty where there is none. */
    public String culprit() {
        return site == null ? "" : site.toString();
    }

    /** See {@link FindingIdentity}. */
    public String identity() {
        return FindingIdentity.of(rule, site == null ? null : site.stableName(), role);
    }

    /** The identity in 32 hexadecimal digits, for formats in which names of a program's would be in the way. */
    public String fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(identity().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** Two of one identity as one: what the more severe one says, about the connections of both. */
    public DocumentedFinding with(DocumentedFinding other) {
        DocumentedFinding worse = other.severity.compareTo(severity) < 0 ? other : this;
        return new DocumentedFinding(
                worse.rule,
                worse.severity,
                worse.title,
                connections + other.connections,
                worse.site,
                worse.note,
                worse.role,
                worse.peer,
                worse.details,
                worse.why,
                worse.fix,
                worse.steps);
    }

    /** The title, and how many connections it is about where it is about any. */
    public String headline() {
        return connections == 0
                ? title
                : title + " (" + connections + (connections == 1 ? " connection)" : " connections)");
    }
}
