package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.DeployFile;
import dev.lastack.it.harness.Exposition;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.InstalledCommand;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in {@code deploy/} for containers, as far as it can be tried without any. */
class DeployIT {

    private static final String JAR = "lastack.jar";
    private static final String DEPLOYMENT = "kubernetes/deployment.yaml";
    private static final List<String> NOBODY =
            List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    private record Ran(int exitCode, String said) {}

    @Test
    void image_copiesItsJar_whole_andReadableByAll(@TempDir Path folder) throws Exception {
        Path root = image(folder, "container/Dockerfile");
        Path volume = open(Files.createDirectory(folder.resolve("volume")));
        List<String> entry = entryPoint(root, "container/Dockerfile");

        for (int start = 1; start <= 2; start++) { // a pod's containers start again
            Ran ran = asNobody(entry, volume.toString());

            assertThat(ran.said()).isEqualTo("lastack: " + volume + "/lastack.jar is there\n");
            assertThat(ran.exitCode()).isZero();
        }

        assertThat(volume.resolve(JAR)).hasSameBinaryContentAs(Layout.agentJar());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(volume.resolve(JAR))))
                .isEqualTo("r--r--r--");
        try (Stream<Path> files = Files.list(volume)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void image_saysWhatItCannotDo(@TempDir Path folder) throws Exception {
        List<String> entry = entryPoint(image(folder, "container/Dockerfile"), "container/Dockerfile");
        Path missing = folder.resolve("missing");

        assertThat(asNobody(entry, missing.toString()))
                .satisfies(ran -> assertThat(ran.exitCode()).isEqualTo(1))
                .satisfies(
                        ran -> assertThat(ran.said()).startsWith("lastack: cannot write to " + missing + " as user "));
        assertThat(asNobody(entry)).satisfies(ran -> assertThat(ran.exitCode()).isNotZero());
    }

    /** The files that COPY names, where it puts them, with the modes that RUN gives them. */
    private static Path image(Path folder, String dockerfile) throws IOException, InterruptedException {
        Path context = open(Files.createDirectory(folder.resolve("context")));
        Path root = open(Files.createDirectory(folder.resolve("root")));
        open(folder);
        Files.copy(Layout.agentJar(), context.resolve(JAR));
        Files.copy(DeployFile.path("container/install.sh"), context.resolve("install.sh"));
        for (String line : instructions(dockerfile, "COPY")) {
            List<String> words = List.of(line.split(" +"));
            Path to = open(Files.createDirectories(inside(root, words.get(words.size() - 1))));
            for (String file : words.subList(0, words.size() - 1)) {
                Files.copy(context.resolve(file), to.resolve(file));
            }
        }
        for (String line : instructions(dockerfile, "RUN")) {
            for (String command : line.split("&&")) {
                String[] words = command.strip().split(" +");
                if (words[0].equals("chmod")) {
                    Ran chmod = run(
                            List.of("chmod", words[1], inside(root, words[2]).toString()));
                    assertThat(chmod.exitCode()).as(chmod.said()).isZero();
                }
            }
        }
        return root;
    }

    private static List<String> entryPoint(Path root, String dockerfile) throws IOException {
        String entry = instructions(dockerfile, "ENTRYPOINT").get(0).replaceAll("[\\[\\]\" ]", "");
        assertThat(inside(root, entry)).isExecutable();
        return List.of(inside(root, entry).toString());
    }

    private static Path inside(Path root, String path) {
        return root.resolve(path.substring(1));
    }

    /** Of one kind, each on one line. */
    private static List<String> instructions(String dockerfile, String kind) throws IOException {
        return Files.readString(DeployFile.path(dockerfile))
                .replace("\\\n", " ")
                .lines()
                .filter(line -> line.startsWith(kind + " "))
                .map(line -> line.substring(kind.length() + 1))
                .toList();
    }

    private static Path open(Path folder) throws IOException {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** As the image's user, where we may become another. */
    private static Ran asNobody(List<String> command, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of(NOBODY.get(0)))) {
            all.addAll(NOBODY);
        }
        all.addAll(command);
        all.addAll(List.of(arguments));
        return run(all);
    }

    private static Ran run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(Bounds.EVENT.toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        return new Ran(process.exitValue(), said);
    }

    @Test
    void deployment_isAsKubernetesWantsIt_andItsPartsFitTogether() throws IOException {
        Deployment deployment = DeployFile.as(Deployment.class, DEPLOYMENT);
        PodSpec pod = deployment.getSpec().getTemplate().getSpec();
        Container copier = pod.getInitContainers().get(0);
        Container program = pod.getContainers().get(0);

        assertThat(deployment.getSpec().getSelector().getMatchLabels().entrySet())
                .isSubsetOf(deployment
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels()
                        .entrySet());
        List<String> volumes = pod.getVolumes().stream().map(Volume::getName).toList();
        for (Container container : List.of(copier, program)) {
            assertThat(container.getVolumeMounts())
                    .extracting(VolumeMount::getName)
                    .isSubsetOf(volumes);
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
        }
        assertThat(copier.getSecurityContext().getRunAsUser())
                .isNotEqualTo(program.getSecurityContext().getRunAsUser())
                .isPositive();
        String written = mount(copier, "lastack").getMountPath();
        assertThat(copier.getArgs()).containsExactly(written);
        assertThat(mount(program, "lastack").getReadOnly()).isTrue();
        assertThat(environment(program).get("JAVA_TOOL_OPTIONS"))
                .isEqualTo("-javaagent:" + mount(program, "lastack").getMountPath() + "/lastack.jar");
        assertThat(environment(program).get("LASTACK_REPORT"))
                .startsWith(mount(program, "lastack-reports").getMountPath() + "/");
        assertThat(mount(program, "tmp").getMountPath()).isEqualTo("/tmp");
        assertThat(program.getEnv().stream().map(EnvVar::getName).toList())
                .as("before what refers to it")
                .startsWith("POD_NAME");

        JsonNode profile = DeployFile.tree("kubernetes/debug-profile.yaml");
        assertThat(DeployFile.as(Container.class, profile).getSecurityContext().getRunAsUser())
                .as("who may attach")
                .isEqualTo(program.getSecurityContext().getRunAsUser());
        JsonNode monitor = DeployFile.tree("kubernetes/podmonitor.yaml");
        assertThat(monitor.at("/spec/podMetricsEndpoints/0/port").asText())
                .isEqualTo(program.getPorts().get(1).getName());
        assertThat(environment(program).get("LASTACK_METRICS"))
                .endsWith(":" + program.getPorts().get(1).getContainerPort());
    }

    /** Else the test above would let anything pass. */
    @Test
    void fieldThatKubernetesDoesNotHave_isRefused() throws IOException {
        JsonNode tree = DeployFile.tree(DEPLOYMENT);
        ((ObjectNode) tree.at("/spec/template/spec/containers/0")).put("volumeMount", "typo");

        assertThatThrownBy(() -> DeployFile.as(Deployment.class, tree))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("volumeMount");
    }

    private static VolumeMount mount(Container container, String name) {
        return container.getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** As Kubernetes replaces what refers to an earlier one. */
    private static Map<String, String> environment(Container container) {
        Map<String, String> values = new LinkedHashMap<>();
        for (EnvVar variable : container.getEnv()) {
            String value = variable.getValue() == null ? "orders-7f9c" : variable.getValue();
            for (Map.Entry<String, String> earlier : values.entrySet()) {
                value = value.replace("$(" + earlier.getKey() + ")", earlier.getValue());
            }
            values.put(variable.getName(), value);
        }
        return values;
    }

    /** In other folders and at another port, as another user than who copied the jar. */
    @Test
    void variablesOfTheDeployment_startAProgramWithTheAgent(@TempDir Path folder) throws Exception {
        Path root = image(folder, "container/Dockerfile");
        Path volume = open(Files.createDirectory(folder.resolve("volume")));
        assertThat(asNobody(entryPoint(root, "container/Dockerfile"), volume.toString())
                        .exitCode())
                .isZero();
        Path reports = open(Files.createDirectory(folder.resolve("reports")));
        int port = freePort();
        Container program = DeployFile.as(Deployment.class, DEPLOYMENT)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
        List<String> command = new ArrayList<>(List.of("env"));
        environment(program)
                .forEach((name, value) -> command.add(name + "="
                        + value.replace("/opt/lastack", volume.toString())
                                .replace("/var/lastack", reports.toString())
                                .replace("0.0.0.0:9464", "127.0.0.1:" + port)));

        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm running = ForkedJvm.running("dev.lastack.it.programs.attach.Bystander")
                        .under(command.toArray(String[]::new))
                        .args(peer.port(), 1)
                        .start()) {
            running.awaitLine("READY");
            await().atMost(Bounds.EVENT).until(() -> !Exposition.scraped(port).isEmpty());
            running.say("end");
            running.awaitEnd().succeeded();
            Path report = reports.resolve("orders-7f9c-" + running.pid() + ".json");
            JsonNode instance = new ObjectMapper().readTree(report.toFile()).path("instance");
            assertThat(instance.path("pod").asText()).isEqualTo("orders-7f9c");
            assertThat(instance.path("service").asText()).isEqualTo("orders");
            assertThat(instance.path("version").asText()).isEqualTo("1.4.2");
        }
    }

    @Test
    void compose_mountsWhatIsThere_andScrapesWhatItStarts(@TempDir Path folder) throws Exception {
        JsonNode compose = DeployFile.tree("compose/compose.yaml");
        Path base = DeployFile.path("compose");
        for (JsonNode service : compose.path("services")) {
            for (JsonNode volume : service.path("volumes")) {
                String source = volume.asText().split(":")[0];
                if (source.startsWith(".")) {
                    assertThat(base.resolve(source)).exists();
                } else if (!source.startsWith("$")) {
                    assertThat(compose.path("volumes").has(source)).as(source).isTrue();
                }
            }
        }
        assertThat(base.resolve(compose.at("/services/lastack/build").asText()).resolve("Dockerfile"))
                .exists();
        String mounted = compose.at("/services/app/volumes/0").asText().split(":")[1];
        assertThat(compose.at("/services/app/environment/JAVA_TOOL_OPTIONS").asText())
                .isEqualTo("-javaagent:" + mounted + "/lastack.jar");
        assertThat(compose.at("/services/lastack/command/0").asText()).isEqualTo(mounted);
        String target = DeployFile.tree("compose/prometheus.yml")
                .at("/scrape_configs/0/static_configs/0/targets/0")
                .asText();
        assertThat(target)
                .isEqualTo("app:"
                        + compose.at("/services/app/environment/LASTACK_METRICS")
                                .asText()
                                .split(":")[2]);
        assertThat(paths(compose.at("/services/grafana/volumes")))
                .contains(DeployFile.tree("compose/grafana/dashboards/lastack.yml")
                                .at("/providers/0/options/path")
                                .asText()
                        + "/lastack.json");
        assertThat(DeployFile.tree("compose/grafana/datasources/prometheus.yml")
                        .at("/datasources/0/url")
                        .asText())
                .isEqualTo("http://prometheus:9090");

        assumeThat(InstalledCommand.runs("promtool"))
                .as("promtool is installed, Debian has it in the package prometheus")
                .isTrue();
        for (String file : List.of("compose/prometheus.yml", "prometheus/lastack.rules.yml")) {
            Files.copy(DeployFile.path(file), folder.resolve(Path.of(file).getFileName()));
        }
        Ran checked = run(List.of(
                "promtool", "check", "config", folder.resolve("prometheus.yml").toString()));
        assertThat(checked.said()).contains("SUCCESS");
        assertThat(checked.exitCode()).isZero();
    }

    private static List<String> paths(JsonNode volumes) {
        List<String> paths = new ArrayList<>();
        volumes.forEach(volume -> paths.add(volume.asText().split(":")[1]));
        return paths;
    }

    /** What the page shows of the files is what the files say. */
    @Test
    void page_namesFilesThatAreThere() throws IOException {
        Path docs = Path.of("..", "docs");
        for (String page : List.of("kubernetes.md", "fleet.md", "micrometer.md")) {
            String text = Files.readString(docs.resolve(page));
            for (String link : Arrays.stream(text.split("]\\("))
                    .skip(1)
                    .map(rest -> rest.substring(0, rest.indexOf(')')))
                    .filter(link -> !link.startsWith("http"))
                    .map(link -> link.replaceFirst("#.*", ""))
                    .filter(link -> !link.isEmpty())
                    .collect(Collectors.toSet())) {
                assertThat(docs.resolve(link)).as("%s in %s", link, page).exists();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
