package dev.lastack.report.text;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.Analyzer;
import dev.lastack.config.Settings;
import dev.lastack.fixture.Gateway;
import dev.lastack.fixture.LostConnections;
import dev.lastack.fixture.OrderService;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.text.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextReportTest {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^```\\n((?:.+\\n)+)```$");

    private static String render(Snapshot snapshot) {
        return TextReport.render(snapshot, Analyzer.analyze(snapshot, Settings.DEFAULTS));
    }

    /** What a person reads; to be read as a person when it changes. */
    private static String golden(String name) throws IOException {
        try (InputStream in = TextReportTest.class.getResourceAsStream(name)) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("LastAck VERSION", "LastAck " + Version.CURRENT);
        }
    }

    @Test
    void sickService_readsAsAPersonExpects() throws IOException {
        assertThat(render(OrderService.sick())).isEqualTo(golden("order-service.txt"));
    }

    @Test
    void sickGateway_readsAsAPersonExpects() throws IOException {
        assertThat(render(Gateway.sick())).isEqualTo(golden("gateway.txt"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void samplesOnTheRulesPages_areReal(Path page) throws IOException {
        List<String> samples = SAMPLE.matcher(Files.readString(page))
                .results()
                .map(sample -> sample.group(1))
                .toList();

        assertThat(samples).isNotEmpty();
        String real = Stream.of(
                        OrderService.sick(),
                        LostConnections.sick(),
                        LostConnections.notAccepting(),
                        Gateway.sick(),
                        Gateway.onOldKernel(),
                        Gateway.withoutTimestamps())
                .map(TextReportTest::render)
                .collect(Collectors.joining());
        assertThat(real).contains(samples);
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("../docs/rules"))) {
            return pages.toList();
        }
    }

    @Test
    void healthyService_saysNoFindingsAndTheTotals() {
        assertThat(render(OrderService.healthy())).isEqualTo("LastAck " + Version.CURRENT + """
                  OrderService (pid 4242, JDK 17.0.15)  watched 14m 03s  first closer: from the kernel  untracked sockets: 0
                no findings
                opened 1,615, closed 1,612, open 3 (CLOSE_WAIT 0)  first closer: local 1,612  TIME_WAIT left 1,522

                TIME_WAIT  60 s each; 28,232 local ports to each destination
                       destination         now  a second    steady  share of its ports              sustainable
                       10.0.0.5:8443       108       1.8       108  [....................]     0 %  471 a second
                """);
    }

    @Test
    void sameLoadOverKeptConnections_givesNoFindings() {
        assertThat(Analyzer.analyze(Gateway.healthy(), Settings.DEFAULTS)).isEmpty();
    }

    @Test
    void nothingOpened_isReportedToo() {
        assertThat(render(SnapshotFixtures.of()))
                .contains("opened 0, closed 0, open 0 (CLOSE_WAIT 0)  first closer: none yet");
    }

    @Test
    void inferredFacts_areMarked() {
        assertThat(render(SnapshotFixtures.of(SnapshotFixtures.inferred())))
                .contains("first closer: inferred from Java calls  untracked sockets: not known")
                .contains("note: the remote's close is known only where a read or write met it");
    }

    @Test
    void manyFindings_areCappedAndCounted() {
        PathBuilder[] paths = IntStream.range(0, 25)
                .mapToObj(i -> client().id("p" + i)
                        .openStack(appStack("com.acme.A.open", i))
                        .open(connection().remoteClosed(10_000).eof(appStack("com.acme.A.read", i))))
                .toArray(PathBuilder[]::new);

        String text = render(SnapshotFixtures.of(paths));

        assertThat(text.split("open this:", -1)).hasSize(21);
        assertThat(text).contains("and 5 more findings with fewer connections or less severe: see the JSON report");
    }

    @Test
    void newOnesOfAKindThatIsClosedLate_areNotCalledGrowth() {
        String text = render(SnapshotFixtures.of(client().open(connection().remoteClosed(10_000))
                .open(connection().remoteClosed(100_000))
                .reclaimed(1, Distribution.NONE, appStack("com.acme.A.read", 1))));

        assertThat(text).contains("2 connections, oldest 1m 41s, 1 new in the last 1m 00s\n");
    }
}
