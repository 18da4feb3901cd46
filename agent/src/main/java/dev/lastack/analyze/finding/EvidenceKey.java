package dev.lastack.analyze.finding;

import dev.lastack.snapshot.TcpState;

/**
 * A number behind a finding. Numbers whose name ends in {@code Millis} are milliseconds, those in {@code PerSecond}
 * rates, those in {@code Share} parts of one, those in {@code Start} moments in milliseconds since 1970; the others
 * count.
 */
public enum EvidenceKey {
    AT_LEAST_MILLIS("atLeastMillis"),
    BUSY_AT_ONCE("busyAtOnce"),
    CLOSED("closed"),
    CLOSED_LATE("closedLate"),
    CLOSED_PROPERLY("closedProperly"),
    CODE_PATHS("codePaths"),
    EOF_SEEN("eofSeen"),
    FAILED_CONNECTS("failedConnects"),
    GROWTH_PER_MINUTE("growthPerMinute"),
    IDLE_AT_REMOTE_CLOSE_MILLIS("idleAtRemoteCloseMillis"),
    IDLE_AT_REMOTE_CLOSE_SPREAD_MILLIS("idleAtRemoteCloseSpreadMillis"),
    IDLE_MILLIS("idleMillis"),
    IDLE_TIMEOUT_MILLIS("idleTimeoutMillis"),
    LEFT_IN_CLOSE_WAIT("leftInCloseWait"),
    LISTENERS("listeners"),
    LONGEST_MILLIS("longestMillis"),
    MAX_TW_BUCKETS("maxTwBuckets"),
    MOST_UNREAD_BYTES("mostUnreadBytes"),
    NEVER_USED("neverUsed"),
    NEW_IN_WINDOW("newInWindow"),
    OLDEST_MILLIS("oldestMillis"),
    OPEN_NOW("openNow"),
    OPENED("opened"),
    OPENED_PER_SECOND("openedPerSecond"),
    OVERFLOWS("overflows"),
    P_10_IDLE_MILLIS("p10IdleMillis"),
    P_50_LIFETIME_MILLIS("p50LifetimeMillis"),
    P_50_MILLIS("p50Millis"),
    P_90_IDLE_MILLIS("p90IdleMillis"),
    P_99_LIFETIME_MILLIS("p99LifetimeMillis"),
    P_99_MILLIS("p99Millis"),
    PEERS("peers"),
    PER_SECOND("perSecond"),
    PORT_SHARE("portShare"),
    PORTS("ports"),
    PORTS_IF_WIDENED("portsIfWidened"),
    PORTS_REUSED("portsReused"),
    QUEUED_IN_CLOSE_WAIT("queuedInCloseWait"),
    QUEUE_LIMIT("queueLimit"),
    RECEIVE_BUFFER_BYTES("receiveBufferBytes"),
    RECLAIMED("reclaimed"),
    REMOTE_CLOSED("remoteClosed"),
    REMOTE_CLOSED_FIRST("remoteClosedFirst"),
    REMOTE_CLOSES_SEEN("remoteClosesSeen"),
    RESERVED_PORTS("reservedPorts"),
    REUSED("reused"),
    SHORT_CONNECTION_MILLIS("shortConnectionMillis"),
    SHORT_IN_WINDOW("shortInWindow"),
    SINCE_LAST_ACCEPT_MILLIS("sinceLastAcceptMillis"),
    STEADY_STATE("steadyState"),
    STILL_OPEN("stillOpen"),
    SUSTAINABLE_PER_SECOND("sustainablePerSecond"),
    TCP_TIMESTAMPS("tcpTimestamps"),
    TCP_TW_REUSE("tcpTwReuse"),
    TCP_TW_RECYCLE("tcpTwRecycle"),
    TIME_LEFT_MILLIS("timeLeftMillis"),
    TIME_WAIT_LEFT("timeWaitLeft"),
    TIME_WAIT_NOW("timeWaitNow"),
    TIME_WAIT_OF_HOST("timeWaitOfHost"),
    TOP_CLIENT_TIME_WAITS("topClientTimeWaits"),
    UNREACHABLE("unreachable"),
    WINDOW_MILLIS("windowMillis"),
    WITH_UNREAD_DATA("withUnreadData"),
    WORST_WINDOW_START("worstWindowStart"),
    STATE_UNKNOWN("stateUnknown"),
    STATE_ESTABLISHED("stateEstablished"),
    STATE_SYN_SENT("stateSynSent"),
    STATE_SYN_RECV("stateSynRecv"),
    STATE_FIN_WAIT1("stateFinWait1"),
    STATE_FIN_WAIT2("stateFinWait2"),
    STATE_TIME_WAIT("stateTimeWait"),
    STATE_CLOSE("stateClose"),
    STATE_CLOSE_WAIT("stateCloseWait"),
    STATE_LAST_ACK("stateLastAck"),
    STATE_LISTEN("stateListen"),
    STATE_CLOSING("stateClosing");

    private final String jsonName;

    EvidenceKey(String jsonName) {
        this.jsonName = jsonName;
    }

    /** In {@code lastack-report/1}. */
    public String jsonName() {
        return jsonName;
    }

    /** A moment; {@code lastack-report/1} has it as a time. */
    public boolean isMoment() {
        return this == WORST_WINDOW_START;
    }

    /** How many connections are in the state. */
    public static EvidenceKey of(TcpState state) {
        return valueOf("STATE_" + state.name());
    }
}
