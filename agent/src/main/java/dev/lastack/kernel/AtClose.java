package dev.lastack.kernel;

/**
 * What the kernel says of a socket just before our close, packed into an int so that a hook allocates nothing.
 *
 * <p>Bits 0-7 the TCP state, 8 unread data, 9 linger 0, 10 unsent data, 16-31 SO_ERROR (asked in state CLOSE only: asking takes the
 * error away from the application, which closes anyway).
 */
public final class AtClose {

    public static final int NOTHING_KNOWN = 0;

    private static final int UNREAD = 1 << 8;
    private static final int LINGER_ZERO = 1 << 9;
    private static final int UNSENT = 1 << 10;
    private static final int ERROR_SHIFT = 16;

    private AtClose() {}

    public static int of(int tcpState, boolean unread, boolean lingerZero, int soError) {
        return (tcpState & 0xff)
                | (unread ? UNREAD : 0)
                | (lingerZero ? LINGER_ZERO : 0)
                | (soError & 0xffff) << ERROR_SHIFT;
    }

    public static int tcpState(int packed) {
        return packed & 0xff;
    }

    public static int withUnsentData(int packed) {
        return packed | UNSENT;
    }

    /** A FIN now has to wait until the remote has taken the data before it. */
    public static boolean unsentData(int packed) {
        return (packed & UNSENT) != 0;
    }

    /** A close now sends a reset instead of a FIN: RFC 2525, 2.17 (unread data) and SO_LINGER 0. */
    public static boolean abortive(int packed) {
        return (packed & (UNREAD | LINGER_ZERO)) != 0;
    }

    public static int soError(int packed) {
        return packed >>> ERROR_SHIFT;
    }
}
