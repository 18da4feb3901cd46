package dev.lastack.it.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Programs of the system's, without which a test is skipped. */
public final class InstalledCommand {

    private InstalledCommand() {}

    /** Whether the command is there and what it prints has this; one that ends soon. */
    public static boolean prints(String text, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains(text);
        } catch (IOException absent) {
            return false;
        }
    }

    /** Whether the command is there and runs; one that knows {@code --version}. */
    public static boolean runs(String command) {
        try {
            Process version = new ProcessBuilder(command, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor(Bounds.EVENT.toMillis(), TimeUnit.MILLISECONDS) && version.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
