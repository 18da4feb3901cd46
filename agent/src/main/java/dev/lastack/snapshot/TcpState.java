package dev.lastack.snapshot;

/** TCP states with the numbers Linux gives them (include/net/tcp_states.h), also used by TCP_INFO and /proc/net/tcp. */
public enum TcpState {
    /** Could not be asked. */
    UNKNOWN(0),
    ESTABLISHED(1),
    SYN_SENT(2),
    SYN_RECV(3),
    FIN_WAIT1(4),
    FIN_WAIT2(5),
    TIME_WAIT(6),
    CLOSE(7),
    CLOSE_WAIT(8),
    LAST_ACK(9),
    LISTEN(10),
    CLOSING(11);

    private final int number;

    TcpState(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** {@link #UNKNOWN} for a number outside the table. */
    public static TcpState of(int number) {
        for (TcpState state : values()) {
            if (state.number == number) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
