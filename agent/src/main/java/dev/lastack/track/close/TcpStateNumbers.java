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

    /** Established, and not over yet; of those that begin and of what the kernel has finished with, false. */
    public static boolean isConnection(int state) {
        return switch (state) {
            case ESTABLISHED, FIN_WAIT1, FIN_WAIT2, CLOSE_WAIT, LAST_ACK, CLOSING -> true;
            default -> false;
        };
    }
}
