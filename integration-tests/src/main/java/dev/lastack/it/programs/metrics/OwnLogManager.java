package dev.lastack.it.programs.metrics;

import java.util.logging.LogManager;

/** Names its log manager in its main method, as WildFly and programs that log by Log4j do; then waits for its input's end. */
public final class OwnLogManager {

    /** What main methods do before they come to logging. */
    private static final int FIRST_LINES_MILLIS = 500;

    private OwnLogManager() {}

    public static void main(String[] args) throws Exception {
        Thread.sleep(FIRST_LINES_MILLIS);
        System.setProperty("java.util.logging.manager", OwnLogManager.class.getName() + "$Manager");
        System.out.println("MANAGER " + LogManager.getLogManager().getClass().getName());
        while (System.in.read() >= 0) {
            // until then
        }
    }

    /** Of this program. */
    public static final class Manager extends LogManager {

        /** The JDK calls it. */
        public Manager() {}
    }
}
