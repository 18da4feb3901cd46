package dev.lastack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.cli.terminal.FailingStream;
import dev.lastack.report.Reports;
import dev.lastack.report.diff.TwoDays;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                "run -h",
                "diff -h"
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

    /** What nobody could read is not told by an exit code that says it was. */
    @Test
    void fullOutput_is2_alsoWhereSomethingIsNew(@TempDir Path folder) throws IOException {
        Path before = Files.write(folder.resolve("a.json"), Reports.bytes(TwoDays.first()));
        Path after = Files.write(folder.resolve("b.json"), Reports.bytes(TwoDays.second()));

        assertThat(Main.run(
                        FailingStream.saying("No space left on device"),
                        FailingStream.into(new ByteArrayOutputStream()),
                        "diff",
                        before.toString(),
                        after.toString()))
                .isEqualTo(2);
    }
}
