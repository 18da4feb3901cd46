package dev.lastack.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CannotStartTest {

    /** The words of JDK 17, and of JDK 25. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cannot run program \"x\": error=2, No such file or directory | true",
                "Cannot run program \"x\": Exec failed, error: 2 (No such file or directory) | true",
                "Cannot run program \"x\": error=13, Permission denied | false",
                "Cannot run program \"x\": Exec failed, error: 13 (Permission denied) | false",
                "Cannot run program \"x\": error=24, Too many open files | false",
            })
    void missingCommand_isToldFromOneThatCannotRun(String message, boolean missing) {
        CannotStart failure = new CannotStart("x", new IOException(message));

        assertThat(failure.isMissing()).isEqualTo(missing);
        assertThat(failure).hasMessageStartingWith(missing ? "no such command: x" : "cannot run x: Cannot run");
    }
}
