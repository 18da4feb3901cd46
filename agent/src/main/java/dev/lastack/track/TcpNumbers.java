package dev.lastack.track;

/** The numbers of {@link dev.lastack.snapshot.TcpState} that the hot path compares with, as constants. */
final class TcpNumbers {

    static final int ESTABLISHED = 1;
    static final int FIN_WAIT1 = 4;
    static final int FIN_WAIT2 = 5;
    static final int CLOSE = 7;
    static final int CLOSE_WAIT = 8;
    static final int LAST_ACK = 9;
    static final int CLOSING = 11;

    private TcpNumbers() {}
}
