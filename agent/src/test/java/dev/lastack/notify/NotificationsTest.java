package dev.lastack.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.found.NewFindings;
import dev.lastack.metrics.Readings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for a finding must not learn by it that nobody is told. */
class NotificationsTest {

    private static final Readings NEVER = () -> {
        throw new IllegalStateException("nobody has looked yet");
    };

    private final Told told = new Told();
    private final Notifications notifications = new Notifications(new NewFindings(NEVER, NEVER), told.surroundings);

    @AfterEach
    void stop() throws InterruptedException {
        notifications.stop();
    }

    @Test
    void programThatIsNotThere_isSaidAtOnce(@TempDir Path folder) throws Exception {
        Path absent = folder.resolve("absent");
        Path text = Files.writeString(folder.resolve("text"), "no program");

        notifications.change(List.of("exec:" + absent, "exec:" + text, "exec:" + folder));

        assertThat(told.lines)
                .containsExactly(
                        "lastack: notify=exec:" + absent + ": no such program; tried with each finding all the same",
                        "lastack: notify=exec:" + text
                                + ": not a program that may be executed; tried with each finding all the same",
                        "lastack: notify=exec:" + folder
                                + ": not a program that may be executed; tried with each finding all the same");
    }

    @Test
    void whatMayArrive_saysNothing() throws Exception {
        notifications.change(List.of("log", "exec:/bin/sh", "webhook:http://127.0.0.1:9/"));

        assertThat(told.lines).isEmpty();
    }
}
