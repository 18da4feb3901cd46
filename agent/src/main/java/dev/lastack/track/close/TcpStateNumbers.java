package dev.lastack.track.close;

/** The numbers of {@link dev.lastack.snapshot.TcpState} that the hot path compares with, as constants. */
public final class TcpStateNumbers {

    public static final int ESTABLISHED = 1;
    public static final int FIN_WAIT1 = 4;
    public static final int FIN_WAIT2 = 5;
    public static final int CLOSE = 7;
    public static final int CLOSE_WAIT = 8;
    public static final int LAST_ACK = 9;
    public static final int CLOSING = 11;

    private TcpStateNumbers() {}
}
