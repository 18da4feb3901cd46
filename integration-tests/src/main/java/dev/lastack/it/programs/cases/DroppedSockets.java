package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.net.Socket;

/** The last reference to a Socket is dropped: the collector closes it, whenever it comes round. */
final class DroppedSockets {

    private DroppedSockets() {}

    public static void main(String[] args) throws IOException {
        CaseRun run = CaseRun.of(args);
        for (int i = 0; i < CaseRun.CONNECTIONS; i++) {
            if (run.bad()) {
                openAndForget(run);
            } else {
                openAndClose(run);
            }
        }
        if (run.bad()) {
            run.oracle().await(TcpState.CLOSE_WAIT, CaseRun.CONNECTIONS);
            Pause.pastThreshold(run.thresholdMillis());
            System.out.println("BEFORE_GC " + run.oracle().count(TcpState.CLOSE_WAIT));
        }
        run.oracle().await("reclaimed", () -> {
            System.gc();
            return run.oracle().owned() == 0;
        });
        run.oracle().print();
    }

    private static void openAndForget(CaseRun run) throws IOException {
        Socket socket = new Socket(run.address().getAddress(), run.port());
        socket.getOutputStream().write(PeerScript.CLOSE.code());
    }

    private static void openAndClose(CaseRun run) throws IOException {
        try (Socket socket = new Socket(run.address().getAddress(), run.port())) {
            socket.getOutputStream().write(PeerScript.CLOSE.code());
        }
    }
}
