package dev.lastack.it.programs.spring;

import dev.lastack.it.peer.PeerScript;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A Spring Boot application with the actuator, as it comes, that leaves connections open. Arguments: the peer's port, how
 * many, and Spring's own. Says where it listens; ends with its standard input.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class Shop {

    private static final List<Socket> FORGOTTEN = new ArrayList<>();

    public static void main(String[] args) throws IOException {
        int peer = Integer.parseInt(args[0]);
        int connections = Integer.parseInt(args[1]);
        ConfigurableApplicationContext context = SpringApplication.run(Shop.class, args);
        for (int i = 0; i < connections; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), peer);
            socket.getOutputStream().write(PeerScript.CLOSE.code());
            FORGOTTEN.add(socket);
        }
        System.out.println("LISTENS " + context.getEnvironment().getProperty("local.server.port"));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String word = in.readLine(); word != null && !word.equals("end"); word = in.readLine()) {
            for (Socket socket : FORGOTTEN) {
                socket.close();
            }
            System.out.println("CLOSED");
        }
        context.close();
    }
}
