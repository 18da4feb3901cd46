package dev.lastack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.text.Display;
import dev.lastack.text.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class CommandLineTest {

    @ParameterizedTest
    @CsvSource({"-h", "--help"})
    void help_namesTheCommands(String option) {
        CommandLineRun run = CommandLineRun.of(option);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("Usage: lastack ")
                .contains("\n  doctor  ")
                .contains("\n  explain  ")
                .contains("-javaagent:lastack.jar");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-V", "--version"})
    void version_isOneLine(String option) {
        assertThat(CommandLineRun.of(option)).isEqualTo(new CommandLineRun(0, "lastack " + Version.CURRENT + "\n", ""));
        assertThat(CommandLineRun.of("doctor", option).out()).isEqualTo("lastack " + Version.CURRENT + "\n");
    }

    /** The tests have no terminal on which a list could be shown. */
    @ParameterizedTest
    @ValueSource(strings = {"attach", "report", "watch", "audit", "detach"})
    void withoutAPid_andWithoutATerminal_isOneLine(String command) {
        assertThat(CommandLineRun.of(command))
                .isEqualTo(new CommandLineRun(
                        2,
                        "",
                        "lastack: which PID? (lastack list shows the JVMs; on a terminal they can be chosen from)\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "watch --interval=0 1 | --interval=0.0: expected seconds, from 0.2 to 86400",
                "watch --interval=soon 1 | Invalid value for option '--interval'",
                "watch --count=-1 1 | --count=-1: expected a number from 1",
                "audit --watch=500ms 1 | --watch: expected a duration from 1s to 24h",
                "audit --watch=soon 1 | expected a duration such as 30s or 5m, not soon",
                "audit --warmup=30 1 | expected a duration such as 30s or 5m, not 30",
                "audit -o report.pdf 1 | cannot write report.pdf: its name must end in",
                "audit --fail-on=weather 1 | no such rule: weather",
                "owners 1 | a heap dump stops the JVM while it is written: say --yes, or run this on a terminal and be asked",
                "report --owners 1 | a heap dump stops the JVM while it is written",
                "report --yes 1 | --yes is for --owners",
                "owners --heap h.hprof | --heap and --report: both of them, and of the same JVM",
                "owners --report r.json 1 | --heap and --report: both of them",
                "owners --heap h.hprof --report r.json 1 | a PID, or --heap and --report: one of them",
                "owners --heap h.hprof --report r.json | cannot read r.json: no such file",
                "owners -o report.pdf --yes 1 | cannot write report.pdf: its name must end in",
                "watch 99999999999999999999 | PID: '99999999999999999999' is not a number",
            })
    void wrongWatch_isOneLine(String arguments, String line) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("lastack: ").contains(line).hasLineCount(1);
    }

    /** What the page about the command line says of the commands is what there is. */
    @Test
    void everyCommand_hasHelpAndVersion_andAPlaceInThePage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "cli.md"));
        Set<String> commands = commandLine().getSubcommands().keySet();

        assertThat(commands).hasSizeGreaterThan(8);
        for (String command : commands) {
            CommandLineRun help = CommandLineRun.of(command, "-h");
            assertThat(help.exitCode()).isZero();
            assertThat(help.out()).startsWith("Usage: lastack " + command).contains("Exit codes:", "-V, --version");
            assertThat(CommandLineRun.of(command, "-V").out()).isEqualTo("lastack " + Version.CURRENT + "\n");
            assertThat(page).contains("| [`" + command + "`](");
        }
    }

    /** A command that is named first is made without the others. */
    @Test
    void commandAlone_isWhatItIsAmongAll() {
        CommandLine all = commandLine();
        for (Map.Entry<String, CommandLine> command : all.getSubcommands().entrySet()) {
            CommandLine alone = commandLine(command.getKey(), "-h");
            boolean ofAll = command.getKey().equals("completion");

            assertThat(alone.getSubcommands().keySet())
                    .isEqualTo(ofAll ? all.getSubcommands().keySet() : Set.of(command.getKey()));
            assertThat(alone.getSubcommands().get(command.getKey()).getUsageMessage())
                    .isEqualTo(command.getValue().getUsageMessage());
        }
        assertThat(commandLine("-h", "list").getSubcommands().keySet())
                .isEqualTo(all.getSubcommands().keySet());
    }

    private static CommandLine commandLine(String... arguments) {
        return Main.commandLine(
                new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), Display.file(), arguments);
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

    @Test
    void commandThatFails_isOneLineWithoutAStackTrace() {
        StringWriter text = new StringWriter();
        PrintWriter err = new PrintWriter(text, true);
        Callable<Integer> failing = () -> {
            throw new IOException("no space\nleft on device");
        };

        int exitCode = Main.commandLine(new PrintWriter(new StringWriter()), err, Display.file())
                .addSubcommand("fails", CommandSpec.wrapWithoutInspection(failing))
                .setErr(err) // for the command that came after
                .execute("fails");

        assertThat(exitCode).isEqualTo(2);
        assertThat(text.toString().lines())
                .containsExactly("lastack: fails failed: java.io.IOException: no space left on device");
    }

    private static void assertMistake(CommandLineRun run, String line) {
        assertThat(run).isEqualTo(new CommandLineRun(2, "", line + System.lineSeparator()));
    }
}
