package dev.lastack.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastack.cli.CommandLineRun;
import dev.lastack.fixture.OrderService;
import dev.lastack.report.Reports;
import dev.lastack.report.diff.TwoDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiffCommandTest {

    @TempDir
    private Path folder;

    private Path before;
    private Path after;

    @BeforeEach
    void reports() throws IOException {
        before = Files.write(folder.resolve("a.json"), Reports.bytes(TwoDays.first()));
        after = Files.write(folder.resolve("b.json"), Reports.bytes(TwoDays.second()));
    }

    @Test
    void text_hasWhatIsNewFirst_andEndsWith3() {
        CommandLineRun run = diff();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().filter(line -> !line.startsWith("before") && !line.startsWith("after")))
                .containsExactly(
                        "1 new, 1 grown, 1 gone, 1 the same or less",
                        "",
                        "NEW    error    close-wait/eof-ignored  5 connections",
                        "       com.acme.audit.AuditLog.append(AuditLog.java:12)",
                        "",
                        "GROWN  error    close-wait/eof-ignored  3 -> 7 connections",
                        "       com.acme.orders.PriceClient.fetch(PriceClient.java:91)",
                        "",
                        "GONE   error    close-wait/eof-ignored  2 connections",
                        "       com.acme.mail.Mailer.send(Mailer.java:40)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void json_isForPrograms(boolean inAFile) throws IOException {
        Path file = folder.resolve("X.JSON");
        CommandLineRun run = inAFile ? diff("-o", file.toString()) : diff("--json");

        assertThat(run.exitCode()).isEqualTo(3);
        JsonNode json = new ObjectMapper().readTree(inAFile ? Files.readString(file) : run.out());
        assertThat(json.at("/schema").asText()).isEqualTo("lastack-diff/1");
        assertThat(json.at("/failing").asInt()).isEqualTo(1);
        assertThat(json.at("/new")).hasSize(1);
        assertThat(json.at("/new/0/fails").asBoolean()).isTrue();
        assertThat(json.at("/new/0/fingerprint").asText()).matches("[0-9a-f]{32}");
        assertThat(json.at("/grown/0/connectionsBefore").asInt()).isEqualTo(3);
        assertThat(json.at("/grown/0/connections").asInt()).isEqualTo(7);
        assertThat(json.at("/gone/0/culprit").asText()).isEqualTo("com.acme.mail.Mailer.send(Mailer.java:40)");
        assertThat(json.at("/sameOrLess")).hasSize(1);
        assertThat(json.at("/before/pid").asLong()).isPositive();
    }

    @Test
    void nothingNew_is0() {
        assertThat(CommandLineRun.of("diff", before.toString(), before.toString()))
                .satisfies(run -> {
                    assertThat(run.exitCode()).isZero();
                    assertThat(run.out()).contains("0 new, 0 grown, 0 gone, 3 the same or less");
                });
    }

    @ParameterizedTest
    @CsvSource({"error, 0", "warning, 3", "INFO, 3"})
    void leastSeverity_isTheBarForTheExitCode(String severity, int exitCode) throws IOException {
        String sick = Files.readString(Files.write(folder.resolve("sick.json"), Reports.bytes(OrderService.sick())));
        Files.writeString(after, sick.replace("\"severity\" : \"error\"", "\"severity\" : \"warning\""));

        assertThat(diff("--min-severity", severity).exitCode()).isEqualTo(exitCode);
    }

    /** A report that was cut off, by a full disk or a kill, at every so many bytes. */
    @Test
    void cutOffReport_isOneLine() throws IOException {
        byte[] whole = Files.readAllBytes(after);
        for (int length = 0; length < whole.length - 1; length += 997) {
            Files.write(after, Arrays.copyOf(whole, length));

            assertRefused(diff(), after);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"schema\":\"lastack-report/2\"}",
                "{\"schema\":\"lastack-list/1\",\"jvms\":[]}",
                "{\"schema\":\"lastack-report/1\"} {}",
                "<html></html>",
                "\u0000\u0001",
            })
    void anythingElse_isOneLine(String text) throws IOException {
        Files.writeString(before, text);

        assertRefused(diff(), before);
    }

    @Test
    void whatCannotBeRead_isOneLine() throws IOException {
        Files.delete(before);
        assertThat(diff()).isEqualTo(refused(before + ": no such file"));

        before = folder;
        assertRefused(diff(), folder);
    }

    @Test
    void otherEnding_isOneLine() {
        assertThat(diff("-o", "x.html").err())
                .isEqualTo("lastack: cannot write x.html: what has changed can be written as .txt or .json\n");
    }

    /** Names come from whoever runs the program. */
    @Test
    void hostileNames_beginNoLine() throws IOException {
        String text = Files.readString(after);
        Files.writeString(after, text.replace("com.acme.audit.AuditLog", "com.acme.\\u001b[2J\\nNEW Audit\\u2028Log"));

        assertThat(diff().out().lines().filter(line -> line.startsWith("NEW"))).hasSize(1);
        assertThat(diff().out()).doesNotContain("\u001b", "\u2028");
        assertThat(diff("--json").out()).doesNotContain("\u001b", "\u2028");
    }

    private static void assertRefused(CommandLineRun run, Path file) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("lastack: cannot read " + file + ": ")
                .doesNotContain("null");
    }

    private static CommandLineRun refused(String reason) {
        return new CommandLineRun(2, "", "lastack: cannot read " + reason + "\n");
    }

    private CommandLineRun diff(String... options) {
        String[] arguments = Arrays.copyOf(options, options.length + 3);
        System.arraycopy(options, 0, arguments, 3, options.length);
        arguments[0] = "diff";
        arguments[1] = before.toString();
        arguments[2] = after.toString();
        return CommandLineRun.of(arguments);
    }
}
