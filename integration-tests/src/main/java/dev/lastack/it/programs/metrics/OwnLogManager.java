package dev.lastack.it.programs.metrics;

import java.io.IOException;
import java.util.logging.LogManager;

/** Names its log manager in its main method, as WildFly and programs that log by Log4j do; then waits for its input's end. */
public final class OwnLogManager extends LogManager {

    /** The JDK calls it. */
    public OwnLogManager() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
        System.out.println("MANAGER " + LogManager.getLogManager().getClass().getName());
        while (System.in.read() >= 0) {
            // until then
        }
    }
}
