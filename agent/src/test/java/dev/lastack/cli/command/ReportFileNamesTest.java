package dev.lastack.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.cli.CommandLineRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An ending that is no format's is refused alike by every command, before a JVM is looked for or started. */
class ReportFileNamesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "report 999999999 -o x.pdf, x.pdf",
        "report 999999999 --output=X.PDF, X.PDF",
        "report 999999999 -o x, x",
        "report 999999999 -o a.json.gz, a.json.gz",
        "report 999999999 -o json, json",
        "report -o x.pdf 999999999, x.pdf",
        "run -o x.pdf true, x.pdf",
        "run -o X.PDF true, X.PDF",
        "run -o x true, x",
        "run -o a.json.gz true, a.json.gz",
        "run -o json true, json",
    })
    void unknownEnding_isOneLineAnd2(String arguments, String file) {
        assertThat(CommandLineRun.of(arguments.split(" ")))
                .isEqualTo(new CommandLineRun(
                        2,
                        "",
                        "lastack: cannot write " + file
                                + ": its name must end in .txt, .json, .sarif, .junit.xml, .md or .html\n"));
    }

    /** Every case of a known ending gets as far as the JVM, which is none. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"X.JSON", "x.Json", "X.TXT", "x.tXt"})
    void knownEnding_inAnyCase_isTaken(String file) {
        CommandLineRun run =
                CommandLineRun.of("report", "999999999", "-o", System.getProperty("java.io.tmpdir") + "/" + file);

        assertThat(run.exitCode()).isEqualTo(4);
    }
}
