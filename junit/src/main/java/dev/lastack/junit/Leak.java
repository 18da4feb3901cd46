package dev.lastack.junit;

import dev.lastack.junit.Snapshot.CodePath;
import dev.lastack.junit.Snapshot.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection that was left.
 *
 * @param rule the agent's for what is wrong with it; {@code open/never-closed} where it is only still open
 * @param text lines for a person
 */
record Leak(String rule, String peer, String text) {

    private static final String INDENT = "  ";
    private static final int FRAMES = 30;
    private static final String RECLAIMED = "close-wait/reclaimed-by-gc";

    static Leak of(Connection connection, Instant now) {
        String rule = rule(connection);
        StringBuilder text = new StringBuilder();
        line(
                text,
                "",
                rule + "  " + connection.role() + " of " + connection.remote() + ", " + connection.state() + ": "
                        + state(connection, rule, now));
        line(
                text,
                INDENT,
                "open this:  " + place(connection.site(), connection.openStack()) + "  ("
                        + (connection.isClient() ? "connects here" : "accepts here") + ")");
        line(text, INDENT, "first closer: " + firstCloser(connection));
        line(text, INDENT, "opened by thread '" + connection.thread() + "', " + ago(connection.openedAt(), now) + ":");
        stack(text, connection.openStack());
        if (!connection.askedBy().isEmpty()) {
            line(text, INDENT, "asked for by:");
            stack(text, connection.askedBy());
        }
        event(text, "end of stream was read at", connection.eofSeenBy());
        event(text, "last used at", connection.lastUsedBy());
        event(text, "close() was asked at", connection.closeAskedBy());
        return new Leak(rule, connection.remote(), text.toString());
    }

    /** Closed by the collector: the test that left it is known by its stack only. */
    static Leak reclaimed(CodePath path, long count) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "",
                RECLAIMED + "  " + path.role() + " of " + path.peer() + ": " + count
                        + " never closed; the garbage collector did it");
        line(text, INDENT, "open this:  " + place(path.site(), path.openStack()));
        stack(text, path.openStack());
        return new Leak(RECLAIMED, path.peer(), text.toString());
    }

    private static String rule(Connection connection) {
        if (connection.closeAskedBy() != null) {
            return "close-wait/close-deferred";
        }
        if (connection.resetAt() != null) {
            return "open/reset-not-closed";
        }
        boolean remoteClosed = isRemoteClosed(connection);
        if (connection.unreachable()) {
            return remoteClosed ? "close-wait/unreachable" : "open/unreachable";
        }
        if (!remoteClosed) {
            return "open/never-closed";
        }
        return connection.eofSeenBy() == null ? "close-wait/unread" : "close-wait/eof-ignored";
    }

    private static boolean isRemoteClosed(Connection connection) {
        return connection.state().equals("CLOSE_WAIT")
                || (connection.remoteClosedAt() != null && !connection.outputShutDown());
    }

    /** Something is wrong with it besides that it is open still, as a pool's may be. */
    boolean isSure() {
        return !rule.equals("open/never-closed");
    }

    /** It is known by its code path only. */
    boolean isReclaimed() {
        return rule.equals(RECLAIMED);
    }

    private static String state(Connection connection, String rule, Instant now) {
        Instant closed = connection.remoteClosedAt();
        return switch (rule) {
            case "close-wait/close-deferred" -> "close() was asked, and a selector holds the descriptor back";
            case "open/reset-not-closed" -> "the remote reset it, and nobody has closed it";
            case "open/unreachable" -> "unreachable without close()";
            case "open/never-closed" -> "never closed";
            case "close-wait/unreachable" ->
                "the remote closed" + ago(closed, now, " ") + ", unreachable without close()";
            case "close-wait/eof-ignored" ->
                "the remote closed" + ago(closed, now, " ") + ", end of stream was read, and it was not closed";
            default -> "the remote closed" + ago(closed, now, " ") + ", and nobody has read since";
        };
    }

    private static String ago(@Nullable Instant when, Instant now, String before) {
        return when == null ? "" : before + ago(when, now);
    }

    private static String ago(Instant when, Instant now) {
        return Math.max(0, Duration.between(when, now).toMillis()) + " ms ago";
    }

    private static String firstCloser(Connection connection) {
        String first = connection.firstCloser();
        if (first == null && connection.resetAt() != null) {
            return "REMOTE, by a reset or a time-out";
        }
        if (first == null) {
            return isRemoteClosed(connection) ? "REMOTE" : "nobody yet";
        }
        return first;
    }

    private static String place(@Nullable String site, List<String> stack) {
        return site != null ? site : stack.isEmpty() ? "not known" : stack.get(0);
    }

    private static void event(StringBuilder text, String what, @Nullable List<String> stack) {
        if (stack != null && !stack.isEmpty()) {
            line(text, INDENT, what + ":");
            stack(text, stack);
        }
    }

    private static void stack(StringBuilder text, List<String> frames) {
        List<String> toTheTest = frames.stream().takeWhile(Leak::isBelowJUnit).toList();
        toTheTest.stream().limit(FRAMES).forEach(frame -> line(text, INDENT + INDENT, "at " + frame));
        int left = frames.size() - Math.min(FRAMES, toTheTest.size());
        if (left > 0) {
            line(text, INDENT + INDENT, "and " + left + " more");
        }
    }

    private static boolean isBelowJUnit(String frame) {
        return !frame.startsWith("org.junit.") && !frame.startsWith("jdk.internal.reflect.");
    }

    private static void line(StringBuilder text, String indent, String line) {
        text.append(indent).append(line).append('\n');
    }
}
