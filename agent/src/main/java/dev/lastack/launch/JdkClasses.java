package dev.lastack.launch;

/**
 * JDK classes that load a native library or read a file when they are initialised, and that LastAck may be the first to
 * use. They are initialised in a few milliseconds, right after descriptors were seen to be free, and not one by one over
 * the seconds in which LastAck begins: an initialiser that fails once is never tried again.
 */
final class JdkClasses {

    /** A name that a JDK lacks is passed over. */
    private static final String[] NAMES = {
        "java.net.InetAddress", // libnet
        "sun.nio.ch.IOUtil", // libnio
        "sun.nio.ch.Net",
        "sun.nio.ch.FileDispatcherImpl",
        "sun.nio.ch.NativeThread",
        "sun.net.ext.ExtendedSocketOptions", // libextnet, by jdk.net
        "sun.nio.ch.DefaultSelectorProvider",
        "sun.nio.ch.EPoll",
        "java.lang.ProcessHandleImpl", // /proc/stat
        "java.lang.ProcessHandleImpl$Info",
    };

    private JdkClasses() {}

    static void initialise() {
        for (String name : NAMES) {
            try {
                Class.forName(name, true, null);
            } catch (ClassNotFoundException e) {
                // another JDK's
            }
        }
    }
}
