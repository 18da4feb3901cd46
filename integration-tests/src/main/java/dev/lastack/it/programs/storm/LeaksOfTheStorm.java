package dev.lastack.it.programs.storm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One loop that connects as fast as it can, and forgets some at the end. Says how many lives of healthy connections there were
 * in the second that had most, and how long the longest of them was. Arguments: {@code line leaks connections}: the
 * leaks are of the {@code same} line as the healthy ones, or of an {@code other} one.
 */
final class LeaksOfTheStorm {

    /** Leaks of real programs do not come within one hundredth of a second. */
    private static final int BETWEEN_LEAKS_MILLIS = 10;

    private static final long SECOND_NANOS = 1_000_000_000L;

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
            long longest = 0;
            long most = 0;
            long second = System.nanoTime();
            int lives = 0;
            for (int i = 0; i < healthy + leaks; i++) {
                long began = System.nanoTime();
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
                    long ended = System.nanoTime();
                    longest = Math.max(longest, ended - began);
                    lives++;
                    if (ended - second >= SECOND_NANOS || i == healthy - 1) {
                        most = Math.max(most, lives * SECOND_NANOS / (ended - second));
                        second = ended;
                        lives = 0;
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(1_500); // the threshold of the test is one second
            System.out.println("FORGOTTEN " + FORGOTTEN.size());
            System.out.println("PER_SECOND " + most);
            System.out.println("LONGEST_MILLIS " + longest / 1_000_000);
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
