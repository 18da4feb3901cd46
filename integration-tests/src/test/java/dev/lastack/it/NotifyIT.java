package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.JavaVersion;
import dev.lastack.it.harness.Keystore;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import dev.lastack.it.harness.WebhookServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever asks is told of new findings, once, and whatever he does then is no matter to the application. */
class NotifyIT {

    private static final int EACH = 5;
    private static final String BYSTANDER = "dev.lastack.it.programs.attach.Bystander";

    private final CommandLine lastack = CommandLine.loaded();

    @Test
    void lineProgramAndWebhook_areToldTheSame_once_andOwnConnectionsAreNotCounted() throws Exception {
        Keystore keystore = Keystore.create();
        ForkedJvm bystander = ForkedJvm.running(BYSTANDER);
        Path folder = bystander.folder();
        try (LoopbackServer peer = ScriptedPeers.plain();
                WebhookServer secure = WebhookServer.tls(keystore);
                WebhookServer failing = WebhookServer.answering(500);
                RunningJvm program = bystander
                        .withReport(
                                "close-wait-threshold=100ms",
                                "notify=log",
                                "notify=exec:" + program(folder),
                                "notify=webhook:https://localhost:" + secure.port() + "/T0/secret",
                                "notify=webhook:http://127.0.0.1:" + failing.port() + "/T0/secret")
                        .jvmArgs(
                                "-Djavax.net.ssl.trustStore=" + keystore.file(),
                                "-Djavax.net.ssl.trustStorePassword=" + keystore.password())
                        .args(peer.port(), EACH)
                        .start()) {
            program.awaitLine("READY");
            await().atMost(Bounds.EVENT).until(() -> !secure.bodies().isEmpty());
            await().atMost(Bounds.EVENT)
                    .untilAsserted(() -> assertThat(stderr(folder)).anyMatch(line -> line.contains("answers 500")));
            Report report = program.report();
            Set<String> found = identities(report);
            await().atMost(Bounds.EVENT).untilAsserted(() -> {
                assertThat(identities(secure.bodies())).isEqualTo(found);
                assertThat(identities(programs(folder))).isEqualTo(found);
            });

            assertThat(report.codePaths())
                    .noneMatch(path -> path.peerPort() == secure.port() || path.peerPort() == failing.port());
            report.assertHealthyAgent();
            program.say("close");
            program.awaitLine("DONE close");
            program.say("end");
            found.addAll(identities(program.awaitEnd().succeeded().report()));

            // what was new at the end too, and nothing twice
            assertThat(found).hasSizeGreaterThan(1);
            assertThat(identities(secure.bodies())).isEqualTo(found);
            assertThat(identities(programs(folder))).isEqualTo(found);
            assertThat(secure.bodies()).hasSameSizeAs(found);
            assertThat(programs(folder)).hasSameSizeAs(found);
            assertThat(stderr(folder))
                    .filteredOn(line -> line.startsWith("lastack: new "))
                    .hasSameSizeAs(found);
            assertThat(stderr(folder))
                    .filteredOn(line -> line.startsWith("lastack: ") && !line.startsWith("lastack: new "))
                    .containsExactly("lastack: notify=webhook:http://127.0.0.1:" + failing.port()
                            + ": it answers 500, tried 4 times; said once, until it works again");
        }
    }

    /** Copies what it is told into a file of its own. */
    private static Path program(Path folder) throws IOException {
        return script(folder.resolve("told"), "cat > $0.$$.part && mv $0.$$.part $0.$$.json");
    }

    private static Path script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static List<byte[]> programs(Path folder) throws IOException {
        List<byte[]> told = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.getFileName().toString().matches("told\\..+\\.json"))
                    .toList()) {
                told.add(Files.readAllBytes(file));
            }
        }
        return told;
    }

    private static List<String> stderr(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("stderr.txt"));
    }

    private static Set<String> identities(Report report) {
        Set<String> all = new TreeSet<>();
        report.findings().forEach(finding -> all.add(identity(finding.rule(), finding.culprit())));
        return all;
    }

    /** All are of clients here; the lines of one method are one. */
    private static String identity(String rule, String culprit) {
        return rule + " " + culprit.substring(0, culprit.indexOf('(')) + " client";
    }

    private static Set<String> identities(List<byte[]> documents) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Layout.schema().resolveSibling("finding.schema.json")));
        Set<String> all = new TreeSet<>();
        for (byte[] document : documents) {
            JsonNode read = new ObjectMapper().readTree(document);
            assertThat(schema.validate(read)).isEmpty();
            assertThat(read.get("jvm").get("mainClass").asText()).isEqualTo(BYSTANDER);
            JsonNode finding = read.get("finding");
            String identity = identity(
                    finding.get("rule").asText(), finding.get("culprit").asText(""));
            assertThat(read.get("identity").asText()).isEqualTo(identity);
            all.add(identity);
        }
        return all;
    }

    @Test
    void askedForWhenAttaching_itIsToldOfWhatIsThere_andDetachingLeavesNoThreadAndNoChild() throws Exception {
        ForkedJvm bystander = ForkedJvm.running(BYSTANDER);
        Path folder = bystander.folder();
        Path hanging = script(folder.resolve("hanging"), "echo $$ > " + folder + "/pid\nsleep 3600");
        try (LoopbackServer peer = ScriptedPeers.plain();
                WebhookServer receiver = WebhookServer.answering(200);
                WebhookServer silent = WebhookServer.silent();
                RunningJvm program = bystander.args(peer.port(), EACH).start()) {
            program.awaitLine("READY");
            for (int round = 1; round <= 2; round++) {
                receiver.bodies().clear();
                Files.deleteIfExists(folder.resolve("pid"));
                lastack.run(
                                "attach",
                                program.pid(),
                                "close-wait-threshold=100ms",
                                "notify=webhook:http://127.0.0.1:" + receiver.port() + ";webhook:http://127.0.0.1:"
                                        + silent.port() + ";exec:" + hanging)
                        .succeeded();
                await().atMost(Bounds.EVENT).until(() -> !receiver.bodies().isEmpty());
                await().atMost(Bounds.EVENT).until(() -> pid(folder) > 0);
                long child = pid(folder);

                lastack.run("detach", program.pid()).succeeded();

                assertThat(ProcessHandle.of(child)).isEmpty();
                await().atMost(Bounds.EVENT)
                        .untilAsserted(
                                () -> assertThat(threads(program)).noneMatch(name -> name.startsWith("lastack")));
                program.say("measure");
                String[] measured = program.awaitLine("MEASURED " + round).split(" ");
                // See DetachIT: of the last one, for a moment, and on later JDKs until the next takes its place.
                long staying = JavaVersion.ofPrograms() == 17 ? 0 : 1;
                assertThat(Long.parseLong(measured[4]))
                        .as("class loaders of the agent")
                        .isLessThanOrEqualTo(staying + 1);
            }
        }
    }

    private static long pid(Path folder) throws IOException {
        Path file = folder.resolve("pid");
        String text = Files.exists(file) ? Files.readString(file).strip() : "";
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static List<String> threads(RunningJvm program) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(program.pid()), "task"))) {
            return tasks.map(NotifyIT::name).toList();
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // this one ended meanwhile
        }
    }
}
