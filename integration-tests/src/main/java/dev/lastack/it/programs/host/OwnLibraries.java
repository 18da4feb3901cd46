package dev.lastack.it.programs.host;

import static net.bytebuddy.matcher.ElementMatchers.named;

import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.FixedValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application with its own Byte Buddy, SLF4J and Logback, of other versions than LastAck's. Prints where each comes
 * from, and what they do. Argument: the peer's port.
 */
final class OwnLibraries {

    private static final Logger logger = LoggerFactory.getLogger(OwnLibraries.class);

    private OwnLibraries() {}

    public static void main(String[] args) throws Exception {
        System.out.println("BYTE_BUDDY " + jarOf(ByteBuddy.class) + " says " + generate());
        System.out.println("SLF4J " + jarOf(Logger.class));
        System.out.println("BINDING " + jarOf(LoggerFactory.getILoggerFactory().getClass()));
        logger.info("logged by the application's own Logback");
        connect(Integer.parseInt(args[0]));
    }

    private static String generate() throws ReflectiveOperationException {
        return new ByteBuddy()
                .subclass(Object.class)
                .method(named("toString"))
                .intercept(FixedValue.value("generated"))
                .make()
                .load(OwnLibraries.class.getClassLoader())
                .getLoaded()
                .getDeclaredConstructor()
                .newInstance()
                .toString();
    }

    private static void connect(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(PeerScript.CLOSE.code());
            System.out.println("READ " + socket.getInputStream().read());
        }
    }

    private static Path jarOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return Path.of(URI.create(source.getLocation().toString())).getFileName();
    }
}
