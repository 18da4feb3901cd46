package dev.lastack.it.programs.wire;

import java.util.List;

/**
 * How connections end: steps, each for all connections of a batch before the next one begins. {@code L} is the watched
 * side, {@code R} the remote one, {@code LR} both at once, with nobody waiting for the other.
 *
 * <p>What must have arrived before a step is awaited where it decides the manner; what came of it all the capture says.
 */
public enum WireManner {
    CLOSE("L:close", "R:eof", "R:close"),
    CLOSE_BY_REMOTE("R:close", "L:seeFin", "L:close"),
    READ_AND_CLOSE("R:close", "L:eof", "L:close"),
    HALF_CLOSE("L:shut", "R:eof", "R:close", "L:eof", "L:close"),
    HALF_CLOSE_UNREAD("L:shut", "R:eof", "R:close", "L:close"),
    HALF_CLOSE_BY_REMOTE("R:shut", "L:eof", "L:write", "L:close", "R:eof", "R:close"),
    LINGER_ZERO("L:linger", "L:close", "R:close"),
    LINGER_ZERO_BY_REMOTE("R:linger", "R:close", "L:close"),
    RESET_READ("R:linger", "R:close", "L:eof", "L:close"),
    RESET_AFTER_HALF_CLOSE("L:shut", "R:eof", "R:linger", "R:close", "L:eof", "L:close"),
    RESET_AFTER_REMOTE_FIN("R:shut", "L:seeFin", "R:linger", "R:close", "L:close"),
    LINGER_ZERO_AFTER_REMOTE_FIN("R:close", "L:seeFin", "L:linger", "L:close"),
    UNREAD_DATA("R:write", "L:seeData", "L:close", "R:close"),
    UNREAD_DATA_AT_REMOTE("L:write", "R:seeData", "R:close", "L:close"),
    LATE_DATA("L:close", "R:write", "R:close"),
    LATE_DATA_AFTER_HALF_CLOSE("L:shut", "R:eof", "R:write", "L:seeData", "L:close", "R:close"),
    BLOCKED_READER("L:blockedRead", "L:close", "R:eof", "R:close"),
    BLOCKED_READER_RACE("L:blockedRead", "LR:close"),
    RACE("LR:close"),
    RACE_OF_HALF_CLOSES("LR:shut", "R:eof", "R:close", "L:eof", "L:close"),
    CROSSING("L:cut", "L:close", "R:close", "L:restore"),
    CROSSING_HALF_CLOSES("L:cut", "L:shut", "R:close", "L:seeFin", "L:restore", "L:close"),
    QUEUED_FIN_RESET("L:fill", "L:shut", "R:close", "L:eof", "L:close"),
    HELD("R:close", "L:seeFin", "L:hold", "L:close"),
    // the last one: from then on the remote cannot be reached any more
    VANISHED("L:cut", "L:close");

    private final String steps;

    WireManner(String... steps) {
        this.steps = String.join(" ", steps);
    }

    List<String> steps() {
        return List.of(steps.split(" "));
    }

    /** Both ends act at once: the remote's FIN may come between LastAck's last look and our own. */
    public boolean isRace() {
        return this == RACE || this == RACE_OF_HALF_CLOSES || this == BLOCKED_READER_RACE;
    }

    /** Its connections can still be on their way when the batch is over. */
    boolean neverEnds() {
        return this == VANISHED;
    }

    /**
     * What comes after our close is no longer ours to see: whether a TIME_WAIT follows, LastAck can say "at most" only.
     */
    public boolean endsUnseen() {
        return this == LATE_DATA || this == VANISHED;
    }
}
