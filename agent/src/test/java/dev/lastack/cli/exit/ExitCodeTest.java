package dev.lastack.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the pages against the one table. */
class ExitCodeTest {

    private static List<String> rowsBelow(String page, String heading) throws IOException {
        String text = Files.readString(Path.of("..", "docs", page));
        String section = text.substring(text.indexOf(heading));
        return section.lines()
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    @Test
    void tableOfAllCodes_isTheCodes() throws IOException {
        assertThat(rowsBelow("cli.md", "\n## Exit codes"))
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> "| " + code.number() + " | " + code.text() + " |")
                        .toList());
    }

    @Test
    void tablesOfCommands_areTheCodes() throws IOException {
        assertThat(rowsBelow("cli.md", "| exit code | means |")).containsAll(ExitCode.rows(List.of("run")));
        assertThat(rowsBelow("cli.md", "\n## diff")).containsExactlyElementsOf(ExitCode.rows(List.of("diff")));
        assertThat(rowsBelow("cli.md", "\n## merge")).containsExactlyElementsOf(ExitCode.rows(List.of("merge")));
        assertThat(rowsBelow("owners.md", "\n## Exit codes"))
                .containsExactlyElementsOf(ExitCode.rows(List.of("owners")));
        assertThat(rowsBelow("cli.md", "Killed by SIGKILL")).containsExactlyElementsOf(ExitCode.rows(List.of("audit")));
        assertThat(rowsBelow("attach.md", "\n### Exit codes"))
                .containsExactlyElementsOf(ExitCode.rows(List.of("attach", "report", "watch", "detach")));
        assertThat(rowsBelow("doctor.md", "\n## Exit codes"))
                .containsExactlyElementsOf(ExitCode.rows(List.of("doctor")));
    }

    @Test
    void numbers_areThoseThatScriptsKnow() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 126, 127, 130);
    }
}
