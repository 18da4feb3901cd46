package dev.lastack.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.cli.CommandLineRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {

    @TempDir
    private Path folder;

    /** In a real bash, as it calls the function when somebody presses the tab key. */
    @ParameterizedTest
    @CsvSource({
        "ex, explain",
        "explain close-wait/e, close-wait/eof-ignored",
        "run --min, --min-severity",
        "run --fail-on pe, peer/idle-timeout",
        "list --j, --json",
        "completion z, zsh",
    })
    @EnabledOnOs(OS.LINUX)
    void bash_completesWithTheScript(String typed, String completed) throws IOException, InterruptedException {
        Path script = folder.resolve("completion");
        Files.writeString(script, CommandLineRun.of("completion").out());
        List<String> words = List.of(("lastack " + typed).split(" "));

        assertThat(bash("compopt() { :; }; source " + script + "; COMP_WORDS=(" + String.join(" ", words)
                        + "); COMP_CWORD=" + (words.size() - 1) + "; _complete_lastack; echo \"${COMPREPLY[@]}\""))
                .isEqualTo(completed);
    }

    private static String bash(String script) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        bash.waitFor();
        return out.strip();
    }

    @Test
    void zsh_getsItsOwnCompletionStartedFirst() {
        assertThat(CommandLineRun.of("completion", "zsh").out()).startsWith("autoload -U +X compinit && compinit\n#!");
    }

    @Test
    void otherShell_isOneLine() {
        CommandLineRun run = CommandLineRun.of("completion", "fish");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("lastack: ").contains("[bash, zsh]").hasLineCount(1);
    }
}
