package dev.lastack.snapshot;

/** TCP states with the numbers Linux gives them (include/net/tcp_states.h), also used by TCP_INFO and /proc/net/tcp. */
public enum TcpState {
    /** Could not be asked. */
    UNKNOWN,
    ESTABLISHED,
    SYN_SENT,
    SYN_RECV,
    FIN_WAIT1,
    FIN_WAIT2,
    TIME_WAIT,
    CLOSE,
    CLOSE_WAIT,
    LAST_ACK,
    LISTEN,
    CLOSING;

    private static final TcpState[] BY_NUMBER = values();

    /** {@link #UNKNOWN} for a number outside the table. */
    public static TcpState of(int number) {
        return number > 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
    }
}
