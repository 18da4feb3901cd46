package dev.lastack.it.programs.netty;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;

/**
 * Every behaviour as client and as server on one transport, one after the other; the peers are blocking sockets of this
 * same program, which close properly. Prints a line for each row: what the kernel says, and what the application itself
 * knows of its channels. Arguments: {@code nio|epoll|io_uring connections thresholdMillis}.
 */
public final class NettyMatrix {

    private NettyMatrix() {}

    public static void main(String[] args) throws Exception {
        run(args);
        System.exit(0);
    }

    public static void run(String[] args) throws Exception {
        NettyTransport transport = NettyTransport.of(args[0]);
        int connections = Integer.parseInt(args[1]);
        List<MatrixRow> rows = new ArrayList<>();
        for (Behaviour behaviour : Behaviour.values()) {
            rows.add(ServerRow.run(transport, behaviour, connections));
            rows.add(ClientRow.run(transport, behaviour, connections));
        }
        Pause.pastThreshold(Long.parseLong(args[2]));
        rows.forEach(MatrixRow::print);
    }

    /**
     * @param port of the listener, ours or the peer's: it names the row's code path
     * @param timeWaits when the row had ended: the kernel keeps them for a minute, and a busy machine takes longer for
     *     the matrix
     */
    record MatrixRow(
            boolean server, Behaviour behaviour, int port, Oracle oracle, List<Channel> channels, long timeWaits) {

        static MatrixRow ended(
                NettyTransport transport,
                boolean server,
                Behaviour behaviour,
                int port,
                Oracle oracle,
                List<Channel> channels) {
            if (behaviour.leaks(transport)) {
                oracle.await(TcpState.CLOSE_WAIT, channels.size());
            } else {
                oracle.awaitOnlyTimeWait();
            }
            return new MatrixRow(server, behaviour, port, oracle, channels, oracle.settledCount(TcpState.TIME_WAIT));
        }

        void print() {
            long open = channels.stream().filter(Channel::isOpen).count();
            System.out.println("ROW " + (server ? "server" : "client") + " " + behaviour + " " + port + " "
                    + channels.size() + " " + open + " " + oracle.settledCount(TcpState.CLOSE_WAIT)
                    + " " + timeWaits);
        }
    }
}
