package dev.lastack.it.oracle;

/** As Linux numbers them in /proc/net/tcp (include/net/tcp_states.h). */
public enum TcpState {
    UNUSED,
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
    CLOSING,
    NEW_SYN_RECV;

    private static final TcpState[] BY_NUMBER = values();

    static TcpState of(int number) {
        return BY_NUMBER[number];
    }
}
