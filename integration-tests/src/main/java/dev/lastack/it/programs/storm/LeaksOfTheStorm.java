package dev.lastack.it.programs.storm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One loop that connects as fast as it can, and forgets some at the end. Arguments: {@code line leaks connections}: the
 * leaks are of the {@code same} line as the healthy ones, or of an {@code other} one.
 */
final class LeaksOfTheStorm {

    /** Leaks of real programs do not come within one hundredth of a second. */
    private static final int BETWEEN_LEAKS_MILLIS = 10;

    private static final List<Socket> FORGOTTEN = new ArrayList<>();

    private LeaksOfTheStorm() {}

    public static void main(String[] args) throws Exception {
        boolean same = args[0].equals("same");
        int leaks = Integer.parseInt(args[1]);
        int healthy = Integer.parseInt(args[2]);
        try (ServerSocket server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> answer(server), "answers");
            answers.setDaemon(true);
            answers.start();
            for (int i = 0; i < healthy + leaks; i++) {
                boolean forget = i >= healthy;
                Socket socket = forget && !same ? otherLine(server) : oneLine(server);
                while (socket.getInputStream().read() >= 0) {
                    // until the server has closed
                }
                if (forget) {
                    FORGOTTEN.add(socket);
                    TimeUnit.MILLISECONDS.sleep(BETWEEN_LEAKS_MILLIS);
                } else {
                    socket.close();
                }
            }
            TimeUnit.MILLISECONDS.sleep(1_500); // the threshold of the test is one second
            System.out.println("FORGOTTEN " + FORGOTTEN.size());
        }
    }

    private static Socket oneLine(ServerSocket server) throws IOException {
        return new Socket(server.getInetAddress(), server.getLocalPort());
    }

    private static Socket otherLine(ServerSocket server) throws IOException {
        return new Socket(server.getInetAddress(), server.getLocalPort());
    }

    private static void answer(ServerSocket server) {
        try {
            while (true) {
                try (Socket accepted = server.accept()) {
                    accepted.getOutputStream().write(1);
                }
            }
        } catch (IOException e) {
            // the program ends
        }
    }
}
