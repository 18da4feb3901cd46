package dev.lastack.it.programs.wire;

/** Which port is whose: each manner and transport has a listener of its own, so that reports and captures tell them apart. */
public final class WirePorts {

    static final int CONTROL = 20_000;
    static final int HTTP = 20_001;

    /** Of the listener at the watched side. */
    private static final int AT_LOCAL = 21_000;

    private static final int AT_REMOTE = 22_000;

    private WirePorts() {}

    public static int http() {
        return HTTP;
    }

    @SuppressWarnings("EnumOrdinal") // both programs are built together
    private static int offset(WireManner manner, WireTransport transport) {
        return manner.ordinal() * WireTransport.count() + transport.ordinal();
    }

    /** The watched side is the server. */
    public static int atLocal(WireManner manner, WireTransport transport) {
        return AT_LOCAL + offset(manner, transport);
    }

    /** The watched side is the client. */
    public static int atRemote(WireManner manner, WireTransport transport) {
        return AT_REMOTE + offset(manner, transport);
    }
}
