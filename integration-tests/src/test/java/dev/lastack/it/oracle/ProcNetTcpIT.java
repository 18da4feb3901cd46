package dev.lastack.it.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all other tests believe is itself read right. */
class ProcNetTcpIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "   1: 0100007F:8F6F 0100007F:C006 08 00000000:0000012C 00:00000000 00000000     0        0 516 1 0 20 4 30 10 -1  |36719|49158|CLOSE_WAIT|300|516",
                " 907: 0100007F:0016 0200007F:FFFF 06 00000000:00000000 03:00000891 00000000     0        0 0 3 0000000079086d46  |22|65535|TIME_WAIT|0|0",
                "12345: 00000000:07E8 00000000:0000 0A 00000000:00000002 00:00000000 00000000  1000        0 4294967299 1 0 100 0 |2024|0|LISTEN|2|4294967299",
                "   0: 0000000000000000FFFF00000100007F:9FDF 0000000000000000FFFF00000100007F:8864 01 0000001F:00000000 01:000007DB 00000000 65534        0 7 3 0 |40927|34916|ESTABLISHED|0|7",
            })
    void line(String line, int localPort, int remotePort, TcpState state, long unreadBytes, long inode) {
        byte[] table = ("before\n" + line + "\n").getBytes(StandardCharsets.US_ASCII);

        assertThat(TcpEntry.parse(table, "before\n".length()))
                .isEqualTo(new TcpEntry(localPort, remotePort, state, unreadBytes, inode));
    }

    /** Far more lines than the kernel gives out at a time. */
    @Test
    void everyConnectionIsThere_once() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            for (int i = 0; i < 600; i++) {
                sockets.add(new Socket(server.getInetAddress(), port));
                sockets.add(server.accept());
            }

            Oracle clients = Oracle.ofClientOf(port);
            assertThat(clients.owned()).as("of before").isZero();
            assertThat(ProcNetTcp.own(entry -> entry.remotePort() == port)).hasSize(600);
            assertThat(ProcNetTcp.own(entry -> entry.localPort() == port)).hasSize(601);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
