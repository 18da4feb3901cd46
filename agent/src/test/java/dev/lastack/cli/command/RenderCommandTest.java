package dev.lastack.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.cli.CommandLineRun;
import dev.lastack.fixture.OrderService;
import dev.lastack.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderCommandTest {

    @TempDir
    private Path folder;

    private Path report;

    @BeforeEach
    void report() throws IOException {
        report = folder.resolve("report.json");
        Files.write(report, Reports.bytes(OrderService.sick()));
    }

    @ParameterizedTest
    @CsvSource({
        "x.sarif, 2.1.0",
        "X.SARIF, 2.1.0",
        "x.junit.xml, <testsuite",
        "x.md, ## LastAck",
        "x.html, <!DOCTYPE html>"
    })
    void ending_picksTheFormat(String name, String part) {
        Path file = folder.resolve(name);

        CommandLineRun run = render("-o", file.toString());

        assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
        assertThat(file).content().contains(part);
    }

    @Test
    void withoutAFile_isMarkdown() {
        assertThat(render().out()).startsWith("## LastAck: ");
    }

    @Test
    void annotations_areLinesForTheJobsLog() {
        assertThat(render("--annotate", "github").out().lines()).isNotEmpty().allMatch(line -> line.startsWith("::"));
    }

    @ParameterizedTest
    @CsvSource({
        "x.json, 'a JSON report can be written as .sarif, .junit.xml, .md or .html'",
        "x.txt, 'a JSON report can be written as .sarif, .junit.xml, .md or .html'",
        "x.pdf, its name must end in"
    })
    void otherFormat_isOneLine(String name, String reason) {
        CommandLineRun run = render("-o", name);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().contains(reason);
    }

    @Test
    void whatIsNoReport_isOneLine() throws IOException {
        Files.writeString(report, "{}");

        assertThat(render())
                .isEqualTo(
                        new CommandLineRun(2, "", "lastack: cannot read " + report + ": it is no lastack-report/1\n"));
        assertThat(CommandLineRun.of("render", "/no/such"))
                .isEqualTo(new CommandLineRun(2, "", "lastack: cannot read /no/such: no such file\n"));
    }

    /** A build has many JVMs of tests, and a pull request one summary. */
    @ParameterizedTest
    @CsvSource({"x.sarif, 2.1.0", "x.junit.xml, <testsuites", "x.md, # LastAck: 2 JVMs"})
    void severalReports_areOneDocument(String name, String part) throws IOException {
        Path other = Files.write(folder.resolve("other.json"), Reports.bytes(OrderService.healthy()));
        Path file = folder.resolve(name);

        CommandLineRun run = render(other.toString(), "-o", file.toString());

        assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
        assertThat(file).content().contains(part);
    }

    @Test
    void severalReports_areNoPage() {
        CommandLineRun run = render(report.toString(), "-o", "x.html");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("lastack: cannot write x.html: a page is of one report; merge makes one of 2\n");
    }

    private CommandLineRun render(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "render";
        arguments[1] = report.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return CommandLineRun.of(arguments);
    }
}
