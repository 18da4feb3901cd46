package dev.lastack.it.programs.hostile;

import dev.lastack.it.peer.PeerScript;
import java.net.Socket;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leaks a connection opened by a class, method and file, on a thread, that have names with which to steer a terminal and
 * to forge a line; the system properties that name the program and the JDK have them too. Lives until standard input
 * ends. Argument: the peer's port.
 */
public final class HostileNames {

    /** The begin of a line that LastAck alone may write. */
    public static final String FORGED = "ERROR  close-wait-eof-ignored  forged";

    /** No character that a class file forbids in a name. */
    public static final String NAME = "a\u001bc\n" + FORGED + "\r\u009b31m\u202e\u2028" + FORGED + "\u0085\u007fz";

    private static @Nullable Socket leaked;

    private HostileNames() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        Class<?> opener = RenamedClass.of(
                LeakingCode.class,
                Map.of(
                        "dev/lastack/it/programs/hostile/LeakingCode", "hostile/" + NAME,
                        "leak", NAME,
                        "LeakingCode.java", NAME));
        Thread thread = new Thread(() -> leak(opener, port), NAME);
        thread.start();
        thread.join();
        System.setProperty("sun.java.command", NAME);
        System.setProperty("java.version", NAME);
        System.out.println(leaked == null ? "FAILED" : "READY");
        while (System.in.read() >= 0) {
            // lives on
        }
    }

    private static void leak(Class<?> opener, int port) {
        try {
            leaked = (Socket) opener.getMethod(NAME, int.class, int.class).invoke(null, port, PeerScript.CLOSE.code());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
