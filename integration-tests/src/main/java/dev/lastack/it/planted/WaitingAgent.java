package dev.lastack.it.planted;

import java.nio.file.Files;
import java.nio.file.Path;

/** Loaded before lastack.jar: holds the JVM's start up until the file that its argument names is there. */
public final class WaitingAgent {

    private WaitingAgent() {}

    /** Called by the JVM. */
    public static void premain(String file) throws InterruptedException {
        while (!Files.exists(Path.of(file))) {
            Thread.sleep(10);
        }
    }
}
