package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastack.it.harness.Browser;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.OnOneJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Three reports of the demonstration, and two hundred made of one of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OnOneJava
class MergeIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int GENERATED = 200;
    private static final String HOSTILE = "</script><script>document.title='owned'</script><img src=x>\u001b[31m\u202e";

    private final Path folder = Layout.newRunFolder("fleet");
    private final Path results = Layout.newRunFolder("fleet-merged");

    @BeforeAll
    void reports() throws IOException {
        for (String version : new String[] {"1.4.1", "1.4.2", "1.4.3"}) {
            ForkedJvm demo = ForkedJvm.runningJar(Layout.demoJar());
            demo.under(
                            "env",
                            "OTEL_SERVICE_NAME=demo",
                            "OTEL_RESOURCE_ATTRIBUTES=service.version=" + version + ",k8s.pod.name=demo-" + version)
                    .withReport("close-wait-threshold=300ms", "stalled-threshold=300ms")
                    .run()
                    .succeeded();
            Files.copy(demo.report(), folder.resolve("real-" + version + ".json"));
        }
        ObjectNode report =
                (ObjectNode) JSON.readTree(folder.resolve("real-1.4.3.json").toFile());
        for (int i = 0; i < GENERATED; i++) {
            ((ObjectNode) report.get("instance")).put("pod", i == 0 ? HOSTILE : "pod-" + i);
            JSON.writeValue(folder.resolve("generated-" + i + ".json").toFile(), report);
        }
    }

    private static CommandLine smallHeap() {
        return CommandLine.with(Path.of(System.getProperty("java.home"), "bin", "java"), "-Xmx64m");
    }

    @Test
    void realReports_sayWhichJvmTheyAreOf() throws IOException {
        JsonNode instance =
                JSON.readTree(folder.resolve("real-1.4.1.json").toFile()).get("instance");

        assertThat(instance.get("service").asText()).isEqualTo("demo");
        assertThat(instance.get("version").asText()).isEqualTo("1.4.1");
        assertThat(instance.get("pod").asText()).isEqualTo("demo-1.4.1");
        assertThat(instance.get("host").asText())
                .isEqualTo(
                        Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
    }

    @Test
    void findingsOfAll_areThoseOfEach_withTheFirstVersion() throws IOException {
        Path merged = results.resolve("fleet.json");
        smallHeap().run("merge", "-o", merged, folder).succeeded();

        JsonNode fleet = JSON.readTree(merged.toFile());
        assertThat(fleet.at("/totals/jvms").asInt()).isEqualTo(GENERATED + 3);
        Set<String> rules = new HashSet<>(fleet.get("findings").findValuesAsText("rule"));
        JsonNode one = JSON.readTree(folder.resolve("real-1.4.1.json").toFile());
        assertThat(rules).containsAll(one.get("findings").findValuesAsText("rule"));
        JsonNode first = fleet.at("/findings/0");
        assertThat(first.get("jvms").asInt()).isEqualTo(GENERATED + 3);
        assertThat(first.get("firstVersion").asText()).isEqualTo("1.4.1");
        assertThat(first.get("worst")).hasSize(10);
    }

    @Test
    void cutOffFile_isNamed_andTheRestIsWritten() throws IOException {
        Path cut = results.resolve("cut.json");
        byte[] whole = Files.readAllBytes(folder.resolve("real-1.4.1.json"));
        Files.write(cut, Arrays.copyOf(whole, whole.length - 5));

        CommandLine.Outcome outcome = smallHeap().run("merge", folder, cut);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err().lines())
                .singleElement()
                .asString()
                .startsWith("lastack: skipped " + cut + ": it is cut off in line ");
        assertThat(outcome.out())
                .startsWith((GENERATED + 3) + " JVMs: demo (" + (GENERATED + 3) + ")\n")
                .contains("first in version 1.4.1")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void page_showsAll_andHostileNamesAreText() throws IOException {
        assumeTrue(Browser.isInstalled(), "chromium and chromedriver are not installed");
        Path page = results.resolve("fleet.html");
        smallHeap().run("merge", "-o", page, folder).succeeded();

        try (Browser browser = Browser.start()) {
            browser.open(page);

            assertThat(browser.text("document.title")).isEqualTo("LastAck: " + (GENERATED + 3) + " JVMs");
            assertThat(browser.count("img, script:not([id]) ~ script")).isZero();
            assertThat(browser.count(".card")).isGreaterThan(5);
            assertThat(browser.count("#main > section:last-child tbody tr")).isEqualTo(50);
            browser.press("#main > section:last-child .more");
            assertThat(browser.count("#main > section:last-child tbody tr")).isEqualTo(GENERATED + 3L);
            assertThat(browser.texts("#main > section:last-child tbody th"))
                    .anyMatch(name -> name.contains("</script><script>") && name.contains("\\u202e"));
            assertThat(browser.console()).isEmpty();
        }
    }
}
