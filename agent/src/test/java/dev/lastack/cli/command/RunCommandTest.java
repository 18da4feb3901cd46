package dev.lastack.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.cli.CommandLineRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything is started; RunIT has the rest. */
class RunCommandTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "run | Missing required parameter: 'COMMAND' (see lastack run -h)",
                "run --fail-on=close-wait/unraed java | no such rule: close-wait/unraed, did you mean close-wait/unread?",
                "run --fail-on=close-wait,weather java | no such rule: weather (lastack explain lists them)",
                "run --min-severity=awful java | expected one of [ERROR, WARNING, INFO, NONE]",
                "run --set close-wait-treshold=1s java | close-wait-treshold=1s: no such key, expected close-wait-threshold",
                "run -o report.pdf java | cannot write report.pdf: its name must end in .txt, .json, .sarif, .junit.xml, .md or .html",
                "run -o /no/such/folder/report.txt java | cannot write /no/such/folder/report.txt: the folder",
                "run --write-baseline /no/such/folder/b.json java | cannot write /no/such/folder/b.json: the folder",
                "run --baseline nowhere.json java | cannot read nowhere.json: no such file",
                "run --baseline /etc/passwd java | cannot read /etc/passwd: line 1 is not JSON",
                "run --baseline a.json --update-baseline b.json java | --baseline, --write-baseline and --update-baseline: only one of them",
                "run --update-baseline /no/such/folder/b.json java | cannot write /no/such/folder/b.json: the folder",
                "run --update-baseline /etc/passwd java | cannot read /etc/passwd: line 1 is not JSON",
                "run --outputs x java | no such option: --outputs, did you mean --output?",
            })
    void mistake_isOneLine(String arguments, String line) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("lastack: ")
                .contains(line);
    }
}
