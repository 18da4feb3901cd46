package dev.lastack.it.peer;

import java.nio.ByteBuffer;

/**
 * What the remote end of a connection is to do. The program under test sends one as the first byte of a connection, so
 * that a program's source tells the story of both ends.
 */
public enum PeerScript {
    /** Answer nothing, wait for our FIN, then close: we are first. */
    WAIT_FOR_EOF('w'),
    /** Close at once: the remote is first. */
    CLOSE('c'),
    /** Send its FIN but go on reading until ours. */
    HALF_CLOSE('h'),
    /** SO_LINGER 0, then close: a reset. */
    RESET('r'),
    /** Send {@link #ANSWER_BYTES} bytes, then as {@link #WAIT_FOR_EOF}. */
    ANSWER('a'),
    /** Send {@link #ANSWER_BYTES} bytes, then close. */
    ANSWER_AND_CLOSE('A'),
    /** Read nothing more, half-close when our FIN is queued behind unread data, read all when we have let go. */
    CROSS_FINS('x'),
    /** TLS only: send close_notify, leave the TCP connection open until our FIN. */
    CLOSE_NOTIFY('n');

    public static final int ANSWER_BYTES = 100;

    private final char code;

    PeerScript(char code) {
        this.code = code;
    }

    public static PeerScript of(int code) {
        for (PeerScript script : values()) {
            if (script.code == code) {
                return script;
            }
        }
        throw new IllegalArgumentException("no script " + code);
    }

    /** For {@code OutputStream.write}. */
    public int code() {
        return code;
    }

    /** For {@code SocketChannel.write}. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(new byte[] {(byte) code});
    }
}
