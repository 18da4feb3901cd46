package dev.lastack.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.lastack.cli.CommandLineRun;
import dev.lastack.fixture.ProcFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorCommandTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    private static CommandLineRun doctor(ProcFixture host) {
        return CommandLineRun.of("doctor", "--proc", host.proc().toString());
    }

    private static JsonNode json(Path proc) throws IOException {
        CommandLineRun run = CommandLineRun.of("doctor", "--json", "--proc", proc.toString());
        assertThat(run.err()).isEmpty();
        JsonNode document = MAPPER.readTree(run.out());
        assertThat(schema().validate(document)).isEmpty();
        return document;
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("..", "docs", "doctor.schema.json")));
    }

    private static JsonNode setting(JsonNode document, String name) {
        for (JsonNode setting : document.get("settings")) {
            if (setting.get("name").asText().endsWith(name)) {
                return setting;
            }
        }
        throw new AssertionError(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.10", "4.9", "4.19", "6.18"})
    void kernelAsItComes_hasNothingToDo(String release) throws IOException {
        ProcFixture host = ProcFixture.linux(release, folder);

        CommandLineRun run = doctor(host);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("  Linux " + release)
                .contains("net.ipv4.ip_local_port_range = 32768 60999")
                .contains("28,232 ports")
                .contains("nothing to change")
                .doesNotContain("sysctl -w")
                .doesNotContain("\u001b");
        assertThat(json(host.proc()).get("verdict").asText()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.10", "4.9"})
    void recycle_isToBeSwitchedOff(String release) throws IOException {
        ProcFixture host = ProcFixture.linux(release, folder).setting("tcp_tw_recycle", "1");

        CommandLineRun run = doctor(host);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("ADVICE  net.ipv4.tcp_tw_recycle = 1")
                .contains("        run:   sysctl -w net.ipv4.tcp_tw_recycle=0\n")
                .contains("\n  net.ipv4.tcp_tw_recycle = 0\n")
                .contains(": 1 with advice");
        JsonNode recycle = setting(json(host.proc()), "tcp_tw_recycle");
        assertThat(recycle.get("level").asText()).isEqualTo("advice");
        assertThat(recycle.get("sysctl").asText()).isEqualTo("sysctl -w net.ipv4.tcp_tw_recycle=0");
    }

    /** A shell needs the quotes, sysctl.d would take them for a part of the value. */
    @Test
    void narrowRange_isGivenForTheShellAndForTheFile() throws IOException {
        CommandLineRun run = doctor(ProcFixture.linux6(folder).setting("ip_local_port_range", "50000\t50199"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("\n  sysctl -w net.ipv4.ip_local_port_range=\"10240 65535\"\n")
                .contains("\n  net.ipv4.ip_local_port_range = 10240 65535\n");
    }

    @Test
    void unreadableFile_isCouldNotRead() throws IOException {
        ProcFixture host = ProcFixture.linux6(folder).unreadable("sys/net/ipv4/tcp_max_tw_buckets");

        CommandLineRun run = doctor(host);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
                .contains("?       net.ipv4.tcp_max_tw_buckets  could not be read\n")
                .contains("/proc/sys/net/ipv4/tcp_max_tw_buckets: ")
                .contains("nothing to change, 1 could not be read");
        JsonNode document = json(host.proc());
        assertThat(document.get("verdict").asText()).isEqualTo("unread");
        assertThat(setting(document, "tcp_max_tw_buckets").get("value").isNull())
                .isTrue();
        assertThat(setting(document, "tcp_max_tw_buckets").get("unread").asText())
                .isNotEmpty();
    }

    @Test
    void missingFile_isCouldNotRead() throws IOException {
        ProcFixture host = ProcFixture.linux310(folder).without("sys/net/ipv4/tcp_timestamps");

        CommandLineRun run = doctor(host);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains("/proc/sys/net/ipv4/tcp_timestamps: no such file\n");
    }

    @Test
    void unreadableFileBesideAdvice_isAdvice() throws IOException {
        ProcFixture host = ProcFixture.linux6(folder)
                .unreadable("sys/net/ipv4/tcp_max_tw_buckets")
                .setting("tcp_timestamps", "0");

        CommandLineRun run = doctor(host);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("2 with advice, 1 could not be read");
    }

    @Test
    void noProcAtAll_isCouldNotRead() throws IOException {
        Path nowhere = folder.resolve("nowhere");

        assertThat(CommandLineRun.of("doctor", "--proc", nowhere.toString()).exitCode())
                .isEqualTo(2);
        JsonNode document = json(nowhere);
        assertThat(document.get("kernelRelease").isNull()).isTrue();
        assertThat(document.get("verdict").asText()).isEqualTo("unread");
    }

    @Test
    void containerWithItsOwnNetwork_saysWhereEachSettingIsChanged() throws IOException {
        ProcFixture host =
                ProcFixture.linux6(folder).container().ownNamespace().without("sys/net/ipv4/tcp_max_tw_buckets");

        CommandLineRun run = doctor(host);

        String text = run.out().replaceAll("\\s+", " ");
        assertThat(text)
                .contains("This is a container (/.dockerenv), and its network namespace is not the host's.")
                .contains("belong to the network namespace: net.ipv4.ip_local_port_range")
                .contains("must be changed on the host: net.ipv4.tcp_max_tw_buckets")
                .contains("docker run --sysctl")
                .contains("run doctor on the host");
        JsonNode document = json(host.proc());
        assertThat(document.get("networkNamespace").asText()).isEqualTo("own");
        assertThat(setting(document, "tcp_tw_reuse").get("scope").asText()).isEqualTo("network-namespace");
        assertThat(setting(document, "tcp_max_tw_buckets").get("scope").asText())
                .isEqualTo("host");
    }

    /** Nobody reads a container's own /etc/sysctl.d. */
    @Test
    void adviceInAContainer_isForItsStart() throws IOException {
        CommandLineRun run = doctor(
                ProcFixture.linux6(folder).container().ownNamespace().setting("ip_local_port_range", "50000\t50199"));

        assertThat(run.out())
                .contains("\n  sysctl -w net.ipv4.ip_local_port_range=\"10240 65535\"\n")
                .contains("\n  --sysctl net.ipv4.ip_local_port_range=\"10240 65535\"\n")
                .doesNotContain("/etc/sysctl.d");
    }

    @Test
    void containerInTheHostsNetwork_saysSo() throws IOException {
        CommandLineRun run = doctor(ProcFixture.linux6(folder).container().setting("tcp_timestamps", "0"));

        assertThat(run.out())
                .contains("network namespace: the host's\n")
                .contains("Until the next boot, as root, on the host:\n")
                .contains("that shares the host's");
    }

    /** As in docs/doctor.md, where a person looks up what the output means. */
    @Test
    void sampleInTheDocs_isWhatIsPrinted() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "doctor.md"));
        String sample = page.substring(page.indexOf("<!-- sample -->"), page.indexOf("<!-- /sample -->"));

        CommandLineRun run = doctor(ProcFixture.linux49(folder).setting("tcp_tw_recycle", "1"));

        assertThat(sample).contains("```\n" + run.out() + "```\n");
    }

    @Test
    void terminal_getsColoursInTheTextOnly() throws IOException {
        String proc = ProcFixture.linux6(folder).proc().toString();

        assertThat(CommandLineRun.onATerminal("doctor", "--proc", proc).out()).contains("\u001b[32mok\u001b[0m");
        assertThat(CommandLineRun.onATerminal("doctor", "--json", "--proc", proc)
                        .out())
                .doesNotContain("\u001b");
    }

    @Test
    void json_isAsciiWhateverAFileHolds() throws IOException {
        ProcFixture host = ProcFixture.linux6(folder).setting("ip_local_reserved_ports", "\u00e4");

        String json = CommandLineRun.of(
                        "doctor", "--json", "--proc", host.proc().toString())
                .out();

        assertThat(json).matches("\\A\\p{ASCII}*\\n\\z");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void realHost_isJudged() throws IOException {
        CommandLineRun run = CommandLineRun.of("doctor");
        JsonNode document = json(Path.of("/proc"));

        assertThat(run.exitCode()).isBetween(0, 2);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("LastAck ").contains("net.ipv4.tcp_tw_reuse");
        assertThat(document.get("settings").findValuesAsText("name")).hasSize(9).doesNotHaveDuplicates();
        assertThat(List.of("ok", "advice", "unread"))
                .contains(document.get("verdict").asText());
    }
}
