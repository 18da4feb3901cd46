package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.JavaVersion;
import dev.lastack.it.harness.JdkTool;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.openjdk.jmc.common.item.Attribute;
import org.openjdk.jmc.common.item.IAttribute;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.JfrAttributes;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** Events for the JDK's flight recorder, read by the JDK's own tool and by JDK Mission Control's parser. */
class JfrIT {

    private static final int EACH = 5;
    private static final String BYSTANDER = "dev.lastack.it.programs.attach.Bystander";
    private static final IAttribute<String> FIRST_CLOSER =
            Attribute.attr("firstCloser", "First Closer", UnitLookup.PLAIN_TEXT);
    private static final IAttribute<String> OPEN_SITE = Attribute.attr("openSite", "Opened At", UnitLookup.PLAIN_TEXT);
    private static final IAttribute<IQuantity> LIFETIME = Attribute.attr("lifetime", "Lifetime", UnitLookup.TIMESPAN);

    private final CommandLine lastack = CommandLine.ofThisJdk();

    @Test
    void recordingFromTheBegin_hasTheReportsNumbers() throws Exception {
        ForkedJvm demo = ForkedJvm.runningJar(Layout.demoJar());
        Path recording = demo.folder().resolve("demo.jfr");
        FinishedJvm ended = demo.withReport()
                .jvmArgs("-XX:StartFlightRecording:settings=default,settings=" + settingsOfTheJar(demo.folder())
                        + ",lastack.ConnectionStatistics#period=1s,filename=" + recording)
                .args("--connections=" + EACH)
                .run()
                .succeeded();
        Report report = ended.report();

        String printed = JdkTool.run("jfr", "print", "--events", "lastack.*", recording);
        assertThat(printed)
                .contains("lastack.ConnectionEnd {", "lastack.RemoteClosed {", "lastack.Finding {")
                .contains("site = \"dev.lastack.demo.orders.")
                .doesNotContain("dev.lastack.track");
        IItemCollection all = JfrLoaderToolkit.loadEvents(recording.toFile());
        List<IItem> ends = items(all, "lastack.ConnectionEnd");
        assertThat(ends).hasSize((int) report.total("closed"));
        assertThat(ends.stream().filter(end -> value(end, FIRST_CLOSER).equals("LOCAL")))
                .hasSize((int) report.firstCloser("local"));
        assertThat(ends).allSatisfy(end -> {
            double lifetime = value(end, LIFETIME).doubleValueIn(UnitLookup.MILLISECOND);
            assertThat(value(end, JfrAttributes.DURATION).doubleValueIn(UnitLookup.MILLISECOND))
                    .isBetween(lifetime * 0.95 - 2, lifetime * 1.05 + 2);
            assertThat(value(end, OPEN_SITE)).startsWith("dev.lastack.demo.");
        });
        assertThat(items(all, "lastack.RemoteClosed")).isNotEmpty();
        // a moment earlier than the report: the last ones may be missing
        assertThat(items(all, "lastack.StillOpen")).hasSizeBetween(EACH, (int) report.total("closeWaitNow"));
        assertThat(items(all, "lastack.ConnectionStatistics")).isNotEmpty();
        assertThat(report.notes()).noneMatch(note -> note.contains("event"));
        report.assertHealthyAgent();
    }

    /** As whoever has the jar only gets it. */
    private static Path settingsOfTheJar(Path folder) throws IOException {
        Path settings = folder.resolve("lastack.jfc");
        try (ZipFile jar = new ZipFile(Layout.agentJar().toFile())) {
            Files.copy(jar.getInputStream(jar.getEntry("dev/lastack/jfr/lastack.jfc")), settings);
        }
        return settings;
    }

    private static List<IItem> items(IItemCollection all, String type) {
        List<IItem> items = new ArrayList<>();
        for (IItemIterable sameType : all.apply(ItemFilters.type(type))) {
            sameType.forEach(items::add);
        }
        return items;
    }

    private static <T> T value(IItem item, IAttribute<T> attribute) {
        @SuppressWarnings("unchecked") // an item's type is its own
        IType<IItem> type = (IType<IItem>) item.getType();
        return attribute.getAccessor(type).getMember(item);
    }

    @Test
    void attachedAndRecordedLater_inEitherOrder_andNothingIsLeftBehind() throws Exception {
        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm program =
                        ForkedJvm.running(BYSTANDER).args(peer.port(), EACH).start()) {
            program.awaitLine("READY");
            Path settings = settingsOfTheJar(program.folder());
            for (int round = 1; round <= 3; round++) {
                boolean recordFirst = round == 2;
                if (recordFirst) {
                    record(program, settings);
                }
                lastack.run("attach", program.pid(), "close-wait-threshold=100ms")
                        .succeeded();
                if (!recordFirst) {
                    record(program, settings);
                }
                Path recording = program.folder().resolve("round" + round + ".jfr");
                await().atMost(Bounds.EVENT).untilAsserted(() -> {
                    JdkTool.run("jcmd", program.pid(), "JFR.dump", "name=round", "filename=" + recording);
                    assertThat(items(JfrLoaderToolkit.loadEvents(recording.toFile()), "lastack.Finding"))
                            .isNotEmpty();
                });
                IItemCollection all = JfrLoaderToolkit.loadEvents(recording.toFile());
                assertThat(items(all, "lastack.StillOpen")).hasSizeGreaterThanOrEqualTo(3 * EACH);

                lastack.run("report", program.pid(), "--format", "json")
                        .report()
                        .assertHealthyAgent();
                lastack.run("detach", program.pid()).succeeded();
                JdkTool.run("jcmd", program.pid(), "JFR.stop", "name=round");
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

    private static void record(RunningJvm program, Path settings) throws Exception {
        JdkTool.run("jcmd", program.pid(), "JFR.start", "name=round", "settings=default", "settings=" + settings);
    }

    /** A runtime made by jlink need not have the recorder. And where it is there, LastAck is not who starts it. */
    @Test
    void withoutTheModule_orARecording_nothingOfItIsLoaded() throws Exception {
        for (String limit : List.of("--limit-modules=java.base,java.instrument,jdk.unsupported", "-showversion")) {
            ForkedJvm demo = ForkedJvm.runningJar(Layout.demoJar());
            Path loaded = demo.folder().resolve("loaded.txt");
            Report report = demo.withReport()
                    .jvmArgs(limit, "-Xlog:class+load:file=" + loaded)
                    .args("--only=PriceFeedEofIgnored", "--connections=" + EACH)
                    .run()
                    .succeeded()
                    .report();

            assertThat(report.notes()).noneMatch(note -> note.contains("recorder"));
            assertThat(Files.readAllLines(loaded))
                    .noneMatch(line -> line.contains(" jdk.jfr.")
                            || line.contains("dev.lastack.jfr.")
                            || line.contains("dev.lastack.notify."));
        }
    }
}
