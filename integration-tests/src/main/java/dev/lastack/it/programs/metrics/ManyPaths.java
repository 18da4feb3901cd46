package dev.lastack.it.programs.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaks connections out of thousands of classes, each to an address of its own: every one is a code path, a destination, and a
 * finding. Closes them at a line of its standard input, and ends at the next or with that. Argument: how many.
 */
public final class ManyPaths {

    private static final String TEMPLATE = "Opener0000";

    private ManyPaths() {}

    /** The template under as many names as there are paths. */
    private static final class Openers extends ClassLoader {

        private final byte[] template;

        Openers() throws IOException {
            super(ManyPaths.class.getClassLoader());
            try (InputStream in = ManyPaths.class.getResourceAsStream(TEMPLATE + ".class")) {
                template = in.readAllBytes();
            }
        }

        Class<?> number(int number) {
            String text = new String(template, StandardCharsets.ISO_8859_1)
                    .replace(TEMPLATE, String.format("Opener%04d", number));
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            return defineClass(null, bytes, 0, bytes.length);
        }
    }

    public static void main(String[] args) throws Throwable {
        int paths = Integer.parseInt(args[0]);
        Openers openers = new Openers();
        List<Socket> leaked = new ArrayList<>();
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress("0.0.0.0", 0), 64);
            int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            for (int i = 0; i < paths; i++) {
                MethodHandle open = MethodHandles.lookup()
                        .findStatic(
                                openers.number(i),
                                "open",
                                MethodType.methodType(Socket.class, InetAddress.class, int.class));
                leaked.add((Socket) open.invoke(address(i), port));
                listener.accept().close();
            }
        }
        System.out.println("READY");
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        told.readLine();
        for (Socket socket : leaked) {
            socket.close();
        }
        System.out.println("CLOSED " + leaked.size());
        told.readLine();
    }

    /** Of loopback, which has more of them than any host has destinations. */
    private static InetAddress address(int number) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 1, (byte) (number / 250), (byte) (1 + number % 250)});
    }
}
