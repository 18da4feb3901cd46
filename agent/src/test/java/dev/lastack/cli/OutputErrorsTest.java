package dev.lastack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.cli.terminal.FailingStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be written was not done; where nobody reads any more, nothing is said. */
class OutputErrorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-h",
                "-V",
                "list",
                "list --json",
                "list -h",
                "doctor",
                "doctor --json",
                "explain",
                "completion",
                "explain close-wait/unread",
                "completion zsh",
                "attach -h",
                "report -h",
                "watch -V",
                "detach -h",
                "run -h"
            })
    void fullOutput_isOneLineAnd2_andAClosedPipeIsQuiet(String arguments) {
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int full = Main.run(
                FailingStream.saying("No space left on device"), FailingStream.into(error), arguments.split(" "));

        assertThat(full).isEqualTo(2);
        assertThat(error.toString(StandardCharsets.UTF_8))
                .isEqualTo("lastack: cannot write to standard output: No space left on device\n");

        error.reset();
        int closed = Main.run(FailingStream.saying("Broken pipe"), FailingStream.into(error), arguments.split(" "));

        assertThat(error.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(closed).isLessThan(3);
    }
}
