package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * How a case is called, and how it ends: with the state its arguments promise, long enough for LastAck to call it a
 * finding. Arguments: {@code bad|good port thresholdMillis}.
 */
record CaseRun(boolean bad, int port, long thresholdMillis, Oracle oracle) {

    static final int CONNECTIONS = 10;

    static CaseRun of(String[] args) {
        int port = Integer.parseInt(args[1]);
        return new CaseRun(args[0].equals("bad"), port, Long.parseLong(args[2]), Oracle.ofClientOf(port));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** So many connections are in this state and stay there. */
    void endWith(TcpState state, long connections) {
        oracle.await(state, connections);
        oracle.print();
    }

    /** Bad: all connections are in this state and stay there. Good: the program closes them, whatever the peer does. */
    void end(TcpState badState) {
        if (!bad) {
            oracle.awaitOwned(0);
        }
        endAfterHangUp(badState);
    }

    /** Bad: all connections are in this state and stay there. Good: the program closes them after the peer. */
    void endAfterHangUp(TcpState badState) {
        System.out.println("ANSWERED"); // the peer hangs up upon it
        if (bad) {
            oracle.await(badState, CONNECTIONS);
            Pause.pastThreshold(thresholdMillis);
        } else {
            oracle.awaitOwned(0);
        }
        oracle.print();
    }
}
