package dev.lastack.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.lastack.cli.CommandLineRun;
import dev.lastack.report.Reports;
import dev.lastack.report.diff.TwoDays;
import dev.lastack.snapshot.Instance;
import dev.lastack.snapshot.Jvm;
import dev.lastack.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeCommandTest {

    private static final String HOSTILE = "</script><script>alert(1)</script>\u001b[31m<img src=x onerror=alert(2)>";

    @TempDir
    private Path folder;

    @Test
    void findingOfManyJvms_isOne_withTheWorstAndTheFirstVersion() throws IOException {
        for (int i = 0; i < 200; i++) {
            write("r" + i + ".json", jvm(i % 2 == 0 ? TwoDays.first() : TwoDays.second(), i, i < 150 ? "1.5" : "1.4"));
        }

        CommandLineRun run = merge(folder.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .startsWith("200 JVMs: orders (200)")
                .containsSequence(
                        "error    close-wait/eof-ignored  in 200 of 200 JVMs  1,000 connections",
                        "         com.acme.orders.PriceClient.fetch(PriceClient.java:91)",
                        "         worst: pod pod-1 (pid 1), 7 connections",
                        "         first in version 1.5; versions: 1.5 (150), 1.4 (50)")
                .containsSequence(
                        "error    close-wait/eof-ignored  in 100 of 200 JVMs  500 connections",
                        "         com.acme.audit.AuditLog.append(AuditLog.java:12)");
    }

    @Test
    void json_isAsItsSchemaSays() throws IOException {
        write("a.json", jvm(TwoDays.first(), 1, "1.4"));
        write("b.json", jvm(TwoDays.second(), 2, "1.5"));
        Files.writeString(folder.resolve("c.json"), "{\"schema\":\"lastack-fleet/1\"}");
        Path file = folder.resolve("fleet.json");

        CommandLineRun first = merge("-o", file.toString(), folder.toString());
        CommandLineRun again = merge("-o", file.toString(), folder.toString());

        assertThat(first.exitCode()).isEqualTo(2);
        assertThat(again.err()).as("the result of last time is no input").isEqualTo(first.err());
        JsonNode fleet = new ObjectMapper().readTree(file.toFile());
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(Path.of("../docs/fleet.schema.json")))
                        .validate(fleet))
                .isEmpty();
        assertThat(fleet.at("/totals/jvms").asInt()).isEqualTo(2);
        assertThat(fleet.at("/findings")).hasSize(4);
        assertThat(fleet.at("/findings/0/jvms").asInt()).isEqualTo(2);
        assertThat(fleet.at("/findings/0/worst/0/instance").asInt()).isEqualTo(2);
        assertThat(fleet.at("/instances/0/pod").asText()).isEqualTo("pod-1");
        assertThat(fleet.at("/skipped/0/reason").asText()).isEqualTo("it is no lastack-report/1");
    }

    @Test
    void whatIsNoWholeReport_isNamedAndSkipped_andTheRestIsWritten() throws IOException {
        write("good.json", jvm(TwoDays.first(), 1, "1"));
        byte[] whole = Reports.bytes(jvm(TwoDays.first(), 2, "1"));
        Files.write(folder.resolve("cut.json"), Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(folder.resolve("empty.json"), "");
        Files.writeString(folder.resolve("list.json"), "[]");
        Files.writeString(folder.resolve("no.json"), "hello");
        Files.writeString(folder.resolve("other.json"), "{\"schema\":\"lastack-report/2\"}");
        Files.writeString(folder.resolve("deep.json"), "[".repeat(100_000));
        Files.writeString(folder.resolve("notes.txt"), "hello");

        CommandLineRun run = merge(folder.toString(), "/no/such.json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).startsWith("1 JVM: orders (1)\n").contains("\n7 files skipped\n");
        assertThat(run.err().lines().map(line -> line.replace(folder + "/", "")))
                .allMatch(line -> line.startsWith("lastack: skipped "))
                .anyMatch(line -> line.startsWith("lastack: skipped cut.json: it is cut off in line "))
                .contains(
                        "lastack: skipped empty.json: it is empty",
                        "lastack: skipped list.json: not one JSON object",
                        "lastack: skipped no.json: line 1 is not JSON",
                        "lastack: skipped other.json: it is no lastack-report/1",
                        "lastack: skipped /no/such.json: no such file")
                .hasSize(7);
    }

    @Test
    void severalReportsOfOneJvm_areOneJvm_andTheLatestWholeOneCounts() throws IOException {
        Snapshot old = jvm(TwoDays.first(), 1, "1");
        Snapshot later = at(jvm(TwoDays.second(), 1, "1"), 60);
        byte[] latest = Reports.bytes(at(jvm(TwoDays.second(), 1, "1"), 120));
        write("a.json", later);
        write("b.json", old);
        Files.write(folder.resolve("c.json"), Arrays.copyOf(latest, latest.length - 10));

        CommandLineRun run = merge(folder.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
                .startsWith("1 JVM: orders (1)\n")
                .contains("\n1 older report of the same JVMs left out\n")
                .contains("AuditLog.append")
                .doesNotContain("Mailer");
    }

    @Test
    void hostileNames_areInert() throws IOException {
        Snapshot snapshot = jvm(TwoDays.first(), 1, "1");
        Jvm jvm = snapshot.jvm();
        write(
                "a.json",
                with(
                        snapshot,
                        new Jvm(
                                1,
                                HOSTILE,
                                HOSTILE,
                                jvm.startedAt(),
                                jvm.attachedAt(),
                                false,
                                new Instance(HOSTILE, HOSTILE, HOSTILE, HOSTILE))));
        Path page = folder.resolve("fleet.html");

        assertThat(merge("-o", page.toString(), folder.toString())).isEqualTo(new CommandLineRun(0, "", ""));
        String html = Files.readString(page);
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains("\"lastack-fleet/1\"", "Content-Security-Policy")
                .doesNotContain("alert(1)</script>", "<img", "{{", "\u001b");
        assertThat(html.split("</script>", -1)).hasSize(3);
        assertThat(merge(folder.toString()).out()).doesNotContain("\u001b").contains("\\u001b");
    }

    @ParameterizedTest
    @CsvSource({
        "-o x.pdf, 'a merged report can be written as .html, .json or .txt'",
        "-o x.sarif, 'a merged report can be written as .html, .json or .txt'",
        "--json -o x.html, 'its ending says another format'",
        "-o /no/such/x.html, 'cannot write /no/such/x.html'",
        "-o -, no report to merge"
    })
    void wrongOption_isOneLine(String options, String reason) {
        CommandLineRun run = merge((options + " " + folder).split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().contains(reason);
    }

    private static Snapshot jvm(Snapshot snapshot, int number, String version) {
        Jvm jvm = snapshot.jvm();
        return with(
                snapshot,
                new Jvm(
                        number,
                        jvm.mainClass(),
                        jvm.javaVersion(),
                        jvm.startedAt().plusSeconds(number),
                        jvm.attachedAt(),
                        false,
                        new Instance("orders", "node", "pod-" + number, version)));
    }

    private static Snapshot with(Snapshot snapshot, Jvm jvm) {
        return new Snapshot(
                snapshot.takenAt(), jvm, snapshot.observation(), snapshot.codePaths(), snapshot.hostNetwork());
    }

    private static Snapshot at(Snapshot snapshot, long secondsLater) {
        return new Snapshot(
                snapshot.takenAt().plusSeconds(secondsLater),
                snapshot.jvm(),
                snapshot.observation(),
                snapshot.codePaths(),
                snapshot.hostNetwork());
    }

    private void write(String name, Snapshot snapshot) throws IOException {
        Files.write(folder.resolve(name), Reports.bytes(snapshot));
    }

    private static CommandLineRun merge(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "merge";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandLineRun.of(all);
    }
}
