package dev.lastack.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.cli.CommandLineRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before a JVM is asked: here it would be one that is not there. */
class ReportCommandTest {

    private static final String NO_SUCH_PID = "4194305";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--findings=0 | --findings=0: expected a number from 1",
                "--findings=-3 | --findings=-3: expected a number from 1",
                "--findings=2 --full | --findings and --full: one of them",
                "--full --format=json | --full is for text; the format is json, which has all findings",
                "--findings=2 -o x.html | --findings is for text; the format is html, which has all findings",
            })
    void wrongOption_isOneLine(String options, String reason) {
        String[] arguments = ("report " + NO_SUCH_PID + " " + options).split(" ");

        assertThat(CommandLineRun.of(arguments)).isEqualTo(new CommandLineRun(2, "", "lastack: " + reason + "\n"));
    }

    @ParameterizedTest
    @CsvSource({"--findings=many", "--findings", "--ful"})
    void optionThatIsNone_isRefused(String option) {
        CommandLineRun run = CommandLineRun.of("report", NO_SUCH_PID, option);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(option.substring(0, 5));
    }
}
