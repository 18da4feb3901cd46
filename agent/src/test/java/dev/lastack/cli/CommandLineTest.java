package dev.lastack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.report.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @ParameterizedTest
    @CsvSource({"-h", "--help"})
    void help_namesTheCommands(String option) {
        CommandLineRun run = CommandLineRun.of(option);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("Usage: lastack ")
                .contains("\n  doctor  ")
                .contains("-javaagent:lastack.jar");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-V", "--version"})
    void version_isOneLine(String option) {
        assertThat(CommandLineRun.of(option)).isEqualTo(new CommandLineRun(0, "lastack " + Version.CURRENT + "\n", ""));
        assertThat(CommandLineRun.of("doctor", option).out()).isEqualTo("lastack " + Version.CURRENT + "\n");
    }

    @Test
    void helpOfDoctor_documentsItsExitCodes_andHidesWhatIsForTests() {
        CommandLineRun run = CommandLineRun.of("doctor", "-h");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("Usage: lastack doctor [-hV] [--json]\n")
                .contains("\n  0   nothing to do\n")
                .contains("\n  1   there is advice")
                .contains("\n  2   no advice, but something could not be read")
                .doesNotContain("--proc")
                .doesNotContain("\u001b");
    }

    @Test
    void noCommand_isAMistake() {
        assertMistake(CommandLineRun.of(), "lastack: no command (see lastack -h)");
    }

    @Test
    void unknownCommand_isNamedWithTheNearestOne() {
        assertMistake(
                CommandLineRun.of("docter"), "lastack: no such command: docter, did you mean doctor? (see lastack -h)");
    }

    @Test
    void unknownOption_isNamedWithTheNearestOne() {
        assertMistake(
                CommandLineRun.of("doctor", "--jsn"),
                "lastack: no such option: --jsn, did you mean --json? (see lastack doctor -h)");
        assertMistake(CommandLineRun.of("-x"), "lastack: no such option: -x (see lastack -h)");
    }

    @Test
    void surplusArgument_isNamed() {
        assertMistake(CommandLineRun.of("doctor", "4242"), "lastack: no such argument: 4242 (see lastack doctor -h)");
    }

    @Test
    void valueForAFlag_isAMistakeInOneLine() {
        CommandLineRun run = CommandLineRun.of("doctor", "--json=perhaps");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("lastack: ")
                .contains("--json");
    }

    private static void assertMistake(CommandLineRun run, String line) {
        assertThat(run).isEqualTo(new CommandLineRun(2, "", line + System.lineSeparator()));
    }
}
