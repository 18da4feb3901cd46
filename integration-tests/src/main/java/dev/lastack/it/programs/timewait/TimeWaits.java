package dev.lastack.it.programs.timewait;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.TcpState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Both ends of N connections in one program, closed first by the one that the arguments name, in the kind that they
 * name. Prints how many TIME_WAIT entries the kernel then holds for each end.
 */
final class TimeWaits {

    private TimeWaits() {}

    /** Arguments: CLIENT or SERVER, a {@link CloseKind}, how many connections. */
    public static void main(String[] args) throws IOException {
        boolean clientFirst = args[0].equals("CLIENT");
        CloseKind kind = CloseKind.valueOf(args[1]);
        int connections = Integer.parseInt(args[2]);
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            int port = listener.getLocalPort();
            Oracle clients = Oracle.ofClientOf(port);
            Oracle servers = Oracle.ofListenerAt(port);
            for (int i = 0; i < connections; i++) {
                Socket client = connect(port);
                Socket server = listener.accept();
                kind.close(clientFirst ? client : server, clientFirst ? server : client);
            }
            clients.awaitOnlyTimeWait();
            servers.awaitOnlyTimeWait();
            System.out.println("LISTEN " + port);
            System.out.println("ORACLE CLIENT_TIME_WAIT " + clients.settledCount(TcpState.TIME_WAIT));
            System.out.println("ORACLE SERVER_TIME_WAIT " + servers.settledCount(TcpState.TIME_WAIT));
        }
    }

    @SuppressWarnings("resource") // handed to the kind, which closes it
    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** How the first end closes; the second end then sees what came, and closes too. */
    private enum CloseKind {
        PLAIN {
            @Override
            void closeFirst(Socket first, Socket second) throws IOException {
                first.close();
            }
        },
        HALF_CLOSE {
            @Override
            void closeFirst(Socket first, Socket second) throws IOException {
                first.shutdownOutput();
                second.getInputStream().read();
                second.close();
                first.getInputStream().read();
                first.close();
            }
        },
        LINGER_ZERO {
            @Override
            void closeFirst(Socket first, Socket second) throws IOException {
                first.setSoLinger(true, 0);
                first.close();
            }
        },
        UNREAD_DATA {
            @Override
            void closeFirst(Socket first, Socket second) throws IOException {
                second.getOutputStream().write(1);
                awaitUnread(first);
                first.close();
            }
        };

        abstract void closeFirst(Socket first, Socket second) throws IOException;

        final void close(Socket first, Socket second) throws IOException {
            try (first;
                    second) {
                closeFirst(first, second);
                if (!second.isClosed()) {
                    readToTheEnd(second);
                }
            }
        }

        private static void readToTheEnd(Socket socket) {
            try {
                socket.getInputStream().readAllBytes();
            } catch (IOException reset) {
                // the end as well
            }
        }

        private static void awaitUnread(Socket socket) throws IOException {
            while (socket.getInputStream().available() == 0) {
                Thread.onSpinWait();
            }
        }
    }
}
