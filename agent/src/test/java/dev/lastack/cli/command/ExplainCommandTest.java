package dev.lastack.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.cli.CommandLineRun;
import dev.lastack.report.rulepage.RulePage;
import dev.lastack.text.Paint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainCommandTest {

    private static List<String> rules() {
        return RulePage.explained();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRule_isExplained_withoutAnyMarkdown(String rule) {
        CommandLineRun run = CommandLineRun.of("explain", rule);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith(rule + "\n\n")
                .contains("\nWhat it means\n", "\nHow it looks\n", "\nHow to fix it\n")
                .doesNotContain("**", "](", "```", "\n#", "\n|", "\u001b");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void terminal_isNotOverrun(String rule) {
        String out = CommandLineRun.onATerminal("explain", rule).out();

        assertThat(out.lines())
                .allSatisfy(line -> assertThat(
                                Paint.width(line) <= 80 || !line.strip().contains(" "))
                        .as(line)
                        .isTrue());
    }

    /** Except where it is the columns of a report, which are cut. */
    @Test
    void nothingIsLost_byWrapping() {
        String rule = "close-wait/unread";

        assertThat(words(CommandLineRun.onATerminal("explain", rule).out().replaceAll("\u001b\\[\\d+m", "")))
                .isEqualTo(words(CommandLineRun.of("explain", rule).out().replace("`", "")));
    }

    private static String words(String text) {
        List<String> words = List.of(text.split("\\s+"));
        return String.join(" ", words.stream().sorted().toList());
    }

    @Test
    void alone_listsTheRules_oneLineEach() {
        String list = CommandLineRun.onATerminal("explain").out().replaceAll("\u001b\\[[\\d;]*m", "");

        assertThat(list.lines().map(line -> line.replaceAll(" .*", "")))
                .containsExactlyElementsOf(rules().stream().sorted().toList());
        assertThat(list.lines()).allMatch(line -> line.length() <= 80 && line.endsWith("."));
    }

    @ParameterizedTest
    @CsvSource({"close-wait, 7", "time-wait/, 5", "peer, 1"})
    void group_listsItsRules(String group, int count) {
        assertThat(CommandLineRun.of("explain", group).out().lines())
                .hasSize(count)
                .allMatch(line -> line.startsWith(group));
    }

    @Test
    void whatFollowsTheSlash_isEnough() {
        assertThat(CommandLineRun.of("explain", "port-pressure").out())
                .isEqualTo(
                        CommandLineRun.of("explain", "time-wait/port-pressure").out());
    }

    @ParameterizedTest
    @CsvSource({
        "close-wait/eof-ignord, ', did you mean close-wait/eof-ignored?'",
        "weather/rain, ''",
    })
    void unknownRule_isOneLine(String name, String suggestion) {
        assertThat(CommandLineRun.of("explain", name))
                .isEqualTo(new CommandLineRun(
                        2, "", "lastack: no such rule: " + name + suggestion + " (lastack explain lists them)\n"));
    }

    @Test
    void terminal_getsNamesInColour() {
        assertThat(CommandLineRun.onATerminal("explain", "close-wait/unread").out())
                .contains("\u001b[1mWhat it means\u001b[0m", "\u001b[36mclose-wait-threshold\u001b[0m");
    }
}
