package dev.lastack.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecReceiverTest {

    private static final long LONG = 120_000;

    @TempDir
    private Path folder;

    private String script(String body) throws IOException {
        Path file = folder.resolve("told");
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }

    @Test
    void findingIsOnStandardInput_andOutputIsThrownAway() throws Exception {
        Path copy = folder.resolve("copy.json");
        Message message = Told.message();

        new ExecReceiver(script("cat > " + copy + "; echo noise; echo noise >&2; env > " + folder + "/env"), LONG)
                .deliver(message);

        assertThat(Files.readAllBytes(copy)).isEqualTo(message.json());
        assertThat(Files.readString(folder.resolve("env")))
                .doesNotContain("LASTACK_", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");
    }

    @Test
    void programThatReadsNothing_isNoFailure() throws Exception {
        new ExecReceiver("/bin/true", LONG).deliver(new Message("", new byte[60_000]));
    }

    @Test
    void exitCode_isSaid() throws Exception {
        String failing = script("exit 3");

        assertThatThrownBy(() -> new ExecReceiver(failing, LONG).deliver(Told.message()))
                .isInstanceOf(NotDelivered.class)
                .hasMessage("ended with exit code 3");
    }

    @Test
    void programThatTakesTooLong_isKilled_withWhatItHasStarted() throws Exception {
        String slow = script("echo $$ > " + folder + "/pid1; sleep 600 & echo $! > " + folder + "/pid2; wait");

        assertThatThrownBy(() -> new ExecReceiver(slow, 1_500).deliver(Told.message()))
                .isInstanceOf(NotDelivered.class)
                .hasMessage("killed, as it took more than 1500 ms");

        for (String file : new String[] {"pid1", "pid2"}) {
            long pid = Long.parseLong(Files.readString(folder.resolve(file)).strip());
            awaitGone(pid, file);
        }
    }

    @Test
    void interrupted_itIsKilled() throws Exception {
        Path began = folder.resolve("pid1");
        String slow = script("echo $$ > " + began + "; sleep 600");
        Thread thread = new Thread(() -> {
            try {
                new ExecReceiver(slow, LONG).deliver(Told.message());
            } catch (NotDelivered | InterruptedException e) {
                // it ends
            }
        });
        thread.start();
        while (!Files.exists(began) || Files.size(began) == 0) {
            Thread.onSpinWait();
        }

        thread.interrupt();
        thread.join(60_000);

        assertThat(thread.isAlive()).isFalse();
        awaitGone(Long.parseLong(Files.readString(began).strip()), "the program");
    }

    /** A process dies of its signal when it is its turn next: only the one that was started is waited for. */
    private static void awaitGone(long pid, String what) throws Exception {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!isGone(pid)) {
            assertThat(System.nanoTime()).as("until " + what + " is gone").isLessThan(until);
            Thread.sleep(5);
        }
    }

    /** Or dead and not yet waited for, by whoever has to. */
    private static boolean isGone(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.anyMatch(line -> line.startsWith("State:") && line.contains("Z"));
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void whatIsNoProgram_isSaidInFewWords() throws Exception {
        Path plain = Files.writeString(folder.resolve("plain"), "text");

        assertThatThrownBy(() -> new ExecReceiver(folder + "/missing", LONG).deliver(Told.message()))
                .hasMessage("no such program");
        assertThatThrownBy(() -> new ExecReceiver(plain.toString(), LONG).deliver(Told.message()))
                .hasMessage("not a program that may be executed");
        assertThatThrownBy(() -> new ExecReceiver(folder.toString(), LONG).deliver(Told.message()))
                .hasMessage("not a program that may be executed");
    }
}
