package dev.lastack.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A {@code lastack-report/1}. Reading one validates it. */
public final class Report {

    private final JsonNode root;

    private Report(JsonNode root) {
        this.root = root;
    }

    public static Report read(Path file) {
        try {
            return checked(new ObjectMapper().readTree(file.toFile()), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command has printed. */
    public static Report of(String json) {
        try {
            return checked(new ObjectMapper().readTree(json), Path.of("standard output"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Report checked(JsonNode root, Path file) {
        ReportSchema.check(root, file);
        Report report = new Report(root);
        report.checkSense(file);
        return report;
    }

    public Instant generatedAt() {
        return Instant.parse(root.path("generatedAt").asText());
    }

    /** What no schema can say: sums are sums, and nothing is told of the future. */
    private void checkSense(Path file) {
        assertThat(total("open") + total("closed"))
                .as("open + closed in %s", file)
                .isEqualTo(total("opened"));
        for (CodePathOfReport path : codePaths()) {
            assertThat(path.samples())
                    .as("samples of %s in %s", path.id(), file)
                    .allSatisfy(sample -> sample.checkSense(generatedAt()));
        }
    }

    public long total(String name) {
        return number(root.at("/totals/" + name), "totals." + name);
    }

    /** The TIME_WAIT of the totals is an upper bound. */
    public boolean timeWaitAtMost() {
        return root.at("/totals/timeWaitAtMost").asBoolean();
    }

    /** {@code local}, {@code remote}, {@code resetByLocal}, ... */
    public long firstCloser(String name) {
        return number(root.at("/totals/firstCloser/" + name), "totals.firstCloser." + name);
    }

    public long observation(String name) {
        return number(root.at("/observation/" + name), "observation." + name);
    }

    public double observationSeconds() {
        return root.at("/observation/seconds").asDouble();
    }

    /** Of what LastAck itself has cost; NaN for null. */
    public double overhead(String name) {
        return root.at("/overhead/" + name).asDouble(Double.NaN);
    }

    public List<String> capsHit() {
        return texts(root.at("/observation/capsHit"));
    }

    /** The agent has seen everything, and nothing went wrong in it. */
    public void assertHealthyAgent() {
        assertThat(observation("untrackedSockets")).as("untracked sockets").isZero();
        assertThat(observation("suppressedErrors")).as("suppressed errors").isZero();
        assertThat(capsHit()).as("caps hit").isEmpty();
    }

    public List<String> notes() {
        return texts(root.at("/observation/notes"));
    }

    public List<FindingOfReport> findings() {
        return elements(root.path("findings")).map(FindingOfReport::new).toList();
    }

    /** The one finding of this rule; fails where there is none or more than one. */
    public FindingOfReport finding(String rule) {
        List<FindingOfReport> ofRule =
                findings().stream().filter(f -> f.rule().equals(rule)).toList();
        assertThat(ofRule).as("findings of rule %s among %s", rule, findings()).hasSize(1);
        return ofRule.get(0);
    }

    public List<FindingOfReport> findingsAboveInfo() {
        return findings().stream().filter(f -> !f.severity().equals("info")).toList();
    }

    public List<CodePathOfReport> codePaths() {
        return elements(root.path("codePaths")).map(CodePathOfReport::new).toList();
    }

    public CodePathOfReport codePath(String id) {
        return codePaths().stream()
                .filter(path -> path.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no code path " + id));
    }

    @Override
    public String toString() {
        return root.toPrettyString();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static List<String> texts(JsonNode array) {
        return elements(array).map(JsonNode::asText).toList();
    }

    /** A missing number is not a zero. */
    static long number(JsonNode node, String what) {
        assertThat(node.isNumber()).as("%s is a number: %s", what, node).isTrue();
        return node.asLong();
    }
}
