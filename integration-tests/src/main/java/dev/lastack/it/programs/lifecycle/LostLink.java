package dev.lastack.it.programs.lifecycle;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import jdk.net.ExtendedSocketOptions;

/**
 * Connections whose link goes down: keep-alive finds nobody, and each read fails with a time-out. Only in a network
 * namespace of its own, whose loopback it takes down. Argument: how many connections.
 */
final class LostLink {

    private LostLink() {}

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        try (ServerSocket listener = new ServerSocket(0, count, InetAddress.getLoopbackAddress())) {
            Socket[] clients = new Socket[count];
            Socket[] accepted = new Socket[count]; // kept, so that nobody closes
            for (int i = 0; i < count; i++) {
                clients[i] = new Socket(listener.getInetAddress(), listener.getLocalPort());
                clients[i].setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1);
                clients[i].setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
                clients[i].setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 2);
                clients[i].setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                accepted[i] = listener.accept();
            }
            new ProcessBuilder("ip", "link", "set", "lo", "down")
                    .inheritIO()
                    .start()
                    .waitFor();
            for (Socket client : clients) {
                failToRead(client);
            }
            System.out.println("ACCEPTED " + accepted.length);
        }
    }

    private static void failToRead(Socket client) {
        try (client) {
            System.out.println("READ " + client.getInputStream().read());
        } catch (IOException e) {
            System.out.println("FAILED " + e.getMessage());
        }
    }
}
