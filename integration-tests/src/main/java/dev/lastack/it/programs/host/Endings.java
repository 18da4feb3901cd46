package dev.lastack.it.programs.host;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Leaks one connection and ends in one of the ways a JVM ends. Arguments: {@code how port thresholdMillis}. */
final class Endings {

    @SuppressWarnings("UnusedVariable") // reachable until the end: a plain leak, nothing for the collector
    private static Socket leaked = new Socket();

    private Endings() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        Oracle oracle = Oracle.ofClientOf(port);
        leak(port);
        oracle.await(TcpState.CLOSE_WAIT, 1);
        Pause.pastThreshold(Long.parseLong(args[2]));
        System.out.println("READY");
        switch (args[0]) {
            case "return" -> {}
            case "exit" -> System.exit(3);
            case "throw" -> throw new IllegalStateException("the application's own");
            case "wait" -> Thread.currentThread().join();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void leak(int port) throws IOException {
        leaked = new Socket(InetAddress.getLoopbackAddress(), port);
        leaked.getOutputStream().write(PeerScript.CLOSE.code());
    }
}
