package dev.lastack.report.text;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.Analyzer;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.config.Settings;
import dev.lastack.fixture.Gateway;
import dev.lastack.fixture.LostConnections;
import dev.lastack.fixture.OrderService;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.SickPrograms;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.snapshot.Distribution;
import dev.lastack.snapshot.Fidelity;
import dev.lastack.snapshot.Observation;
import dev.lastack.snapshot.Overhead;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.text.Display;
import dev.lastack.text.TextExtent;
import dev.lastack.text.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {

    /** Rewrites what a person reads, to be read as a person before it is committed. */
    private static final boolean WRITE = Boolean.getBoolean("lastack.write.samples");

    private static final Path GOLDENS = Path.of("src/test/resources/dev/lastack/report/text");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^```\\n((?:ERROR|WARNING|INFO)  (?:.+\\n)+)```$");

    private static final Pattern README_SAMPLE =
            Pattern.compile("(?s)<!-- sample -->\n[^`]*```\n(.*?)```\n<!-- /sample -->");

    /** Severity, rule and number: what tells the findings of the fixtures apart. */
    private static final Pattern HEAD = Pattern.compile("(?m)^(?:ERROR|WARNING|INFO)  \\S+  [\\d,]+");

    private static String render(Snapshot snapshot) {
        return render(snapshot, TextExtent.USUAL);
    }

    private static String render(Snapshot snapshot, TextExtent extent) {
        return TextReport.render(snapshot, Analyzer.analyze(snapshot, Settings.DEFAULTS), extent);
    }

    private static void assertReadsAs(String name, String report) throws IOException {
        Path golden = GOLDENS.resolve(name);
        String text = report.replace("LastAck " + Version.CURRENT, "LastAck VERSION");
        if (WRITE) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @Test
    void sickService_readsAsAPersonExpects() throws IOException {
        assertReadsAs("order-service.txt", render(OrderService.sick()));
    }

    @Test
    void sickGateway_readsAsAPersonExpects() throws IOException {
        assertReadsAs("gateway.txt", render(Gateway.sick()));
    }

    @Test
    void wideTerminal_isUsed() throws IOException {
        assertReadsAs("gateway-wide.txt", render(Gateway.sick(), TextExtent.of(Display.terminal(false, 130))));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void samplesOnTheRulesPages_areReal(Path page) throws IOException {
        Map<String, String> blocks = blocks();
        String written = Files.readString(page);
        List<String> samples =
                SAMPLE.matcher(written).results().map(sample -> sample.group(1)).toList();

        assertThat(samples).isNotEmpty();
        for (String sample : samples) {
            assertThat(blocks).containsKey(head(sample));
            String block = blocks.get(head(sample));
            written = WRITE ? written.replace(sample, block) : written;
            assertThat(WRITE ? block : sample).isEqualTo(block);
        }
        if (WRITE) {
            Files.writeString(page, written);
        }
    }

    /** Its beginning, to the end of the first block. */
    @Test
    void sampleInTheReadme_isReal() throws IOException {
        Path page = Path.of("../README.md");
        String readme = Files.readString(page);
        String real = render(OrderService.sick());
        real = real.substring(0, real.indexOf("\nERROR  ", real.indexOf("\nERROR  ") + 1));
        Matcher sample = README_SAMPLE.matcher(readme);

        assertThat(sample.find()).isTrue();
        if (WRITE) {
            Files.writeString(page, readme.substring(0, sample.start(1)) + real + readme.substring(sample.end(1)));
        }
        assertThat(WRITE ? real : sample.group(1)).isEqualTo(real);
    }

    /** Of each finding of the fixtures by its head, as it reads where it is the only one. */
    private static Map<String, String> blocks() {
        Map<String, String> blocks = new HashMap<>();
        for (Snapshot snapshot : SickPrograms.all()) {
            for (Finding finding : Analyzer.analyze(snapshot, Settings.DEFAULTS)) {
                String text = TextReport.render(snapshot, List.of(finding), TextExtent.USUAL);
                Arrays.stream(text.split("(?m)^\n", -1))
                        .filter(part -> HEAD.matcher(part).lookingAt())
                        .forEach(block -> blocks.putIfAbsent(head(block), block));
            }
        }
        return blocks;
    }

    private static String head(String block) {
        Matcher head = HEAD.matcher(block);
        assertThat(head.find()).as(block).isTrue();
        return head.group();
    }

    /** Of those rules that a report names. */
    static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("../docs/rules"))) {
            return pages.filter(page -> !page.endsWith("open-never-closed.md")).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 72, 80, 100, 140})
    void noLineIsWider_exceptWhereASingleWordOrSiteIs(int width) {
        for (Snapshot snapshot : List.of(OrderService.sick(), LostConnections.sick(), Gateway.sick())) {
            assertThat(render(snapshot, TextExtent.of(Display.terminal(false, width)))
                            .lines())
                    .allSatisfy(line -> assertThat(
                                    line.length() <= width || line.strip().matches("(open this:  )?\\S+"))
                            .as(line)
                            .isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 80, 140})
    void wrappedReport_saysTheSameWords(int width) {
        String wide = render(OrderService.sick(), TextExtent.of(Display.terminal(false, 100)));

        assertThat(wordsOf(render(OrderService.sick(), TextExtent.of(Display.terminal(false, width)))))
                .isEqualTo(wordsOf(wide));
    }

    /** Of the blocks, in any order; tables choose what they show by the width. */
    private static List<String> wordsOf(String report) {
        String blocks = report.substring(report.indexOf("\nERROR  "));
        return Arrays.stream(blocks.split(",?\\s+", -1)).sorted().toList();
    }

    @Test
    void oneFinding_needsNoTable_andNoNumber() {
        Snapshot snapshot = OrderService.sick();
        Finding finding = Analyzer.analyze(snapshot, Settings.DEFAULTS).get(0);

        String text = TextReport.render(snapshot, List.of(finding), TextExtent.USUAL);

        assertThat(text)
                .doesNotContain("severity  rule")
                .doesNotContainPattern("#\\d")
                .contains("\n1 error\nopened ");
    }

    /** The first lines say where to look and what happens there. */
    @Test
    void severalFindings_beginWithTheOneToLookAt() {
        assertThat(render(OrderService.sick()).lines().skip(1).limit(3))
                .containsExactly(
                        "5 errors, 5 warnings, 1 info",
                        "look first at PriceClient.fetch(PriceClient.java:87): end of stream was read,",
                        "  and the connection was not closed");
    }

    @Test
    void fixThatWasGiven_isNotGivenAgain_unlessAllIsAskedFor() {
        Snapshot snapshot = SnapshotFixtures.of(leaking(0), leaking(1));

        assertThat(render(snapshot).split("fix: close the socket", -1)).hasSize(2);
        assertThat(render(snapshot)).contains("  #1\n", "  #2\n", "\n       fix: as for #1\n");
        assertThat(render(snapshot, TextExtent.USUAL.inFull()).split("fix: close the socket", -1))
                .hasSize(3);
    }

    @Test
    void table_namesFileAndLine_whereThereIsNoRoomForMore() {
        Snapshot snapshot = SnapshotFixtures.of(leaking(0), leaking(1));

        assertThat(render(snapshot)).contains("""

                 #  severity  rule                    count  where
                 1  ERROR     close-wait/eof-ignored      1  com.acme.A.open(A.java:0)
                 2  ERROR     close-wait/eof-ignored      1  com.acme.A.open(A.java:1)

                """);
        assertThat(render(snapshot, TextExtent.of(Display.terminal(false, 64)))).contains("  1  A.open(A.java:1)\n");
    }

    @Test
    void longSite_isNotBroken() {
        String site = "com.acme." + "deep.".repeat(20) + "A.open";
        Snapshot snapshot = SnapshotFixtures.of(client().openStack(appStack(site, 7))
                .open(connection().remoteClosed(10_000).eof(appStack("com.acme.A.read", 8))));

        assertThat(render(snapshot))
                .contains("\n       open this:  " + site + "(A.java:7)\n         (connects here)\n");
    }

    @Test
    void healthyService_saysNoFindingsAndTheTotals() {
        assertThat(render(OrderService.healthy())).isEqualTo("LastAck " + Version.CURRENT + """
                  OrderService (pid 4242, JDK 17.0.15)  watched 14m 03s
                no findings
                opened 1,615, closed 1,612, open 3 (CLOSE_WAIT 0)  first closer: local 1,612
                TIME_WAIT left 1,522
                first closer: from the kernel  untracked sockets: 0

                TIME_WAIT  60 s each; 28,232 local ports to each destination
                  destination       now  a second  steady  share  sustainable
                  10.0.0.5:8443     108       1.8     108    0 %  471/s
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

    /** 40 ms in hooks and 60 ms of its thread, of 10 s; nobody has opened a connection that could be charged. */
    @Test
    void whatLastAckCosts_isSaid_aConnectionWhereEnoughWasTimed() {
        assertThat(render(SnapshotFixtures.of(costing(100)))).endsWith("\n\noverhead: 1.00 % of one core\n");
        assertThat(render(SnapshotFixtures.of(costing(99), leaking(0)))).contains("\noverhead: 1.00 % of one core\n");
        assertThat(render(SnapshotFixtures.of(costing(100), leaking(0))))
                .containsPattern("\noverhead: 1.00 % of one core, [1-9][\\d,]*\\.\\d us a connection\n");
    }

    private static Observation costing(long timedHooks) {
        return new Observation(
                10_000,
                Fidelity.KERNEL,
                Fidelity.KERNEL,
                0,
                0,
                List.of(),
                List.of(),
                new Overhead(0.01, 40_000_000, timedHooks, 60_000_000));
    }

    @Test
    void manyFindings_areCappedAndCounted() {
        Snapshot snapshot = SnapshotFixtures.of(
                IntStream.range(0, 25).mapToObj(i -> leaking(i)).toArray(PathBuilder[]::new));

        String text = render(snapshot);
        assertThat(text.split("open this:", -1)).hasSize(21);
        assertThat(text).contains("\nand 5 more findings, less harmful: in the JSON report");

        String three = render(snapshot, TextExtent.USUAL.withFindings(3));
        assertThat(three.split("open this:", -1)).hasSize(4);
        assertThat(three).contains("\n25 errors\n", "\nand 22 more findings");

        String all = render(snapshot, TextExtent.USUAL.inFull());
        assertThat(all.split("open this:", -1)).hasSize(26);
        assertThat(all).doesNotContain("more finding");
    }

    private static PathBuilder leaking(int line) {
        return client().id("p" + line)
                .openStack(appStack("com.acme.A.open", line))
                .open(connection().remoteClosed(10_000).eof(appStack("com.acme.A.read", line)));
    }

    @Test
    void newOnesOfAKindThatIsClosedLate_areNotCalledGrowth() {
        String text = render(SnapshotFixtures.of(client().open(connection().remoteClosed(10_000))
                .open(connection().remoteClosed(100_000))
                .reclaimed(1, Distribution.NONE, appStack("com.acme.A.read", 1))));

        assertThat(text).contains("2 connections, oldest 1m 41s  #1\n       1 new in the last 1m 00s\n");
    }
}
