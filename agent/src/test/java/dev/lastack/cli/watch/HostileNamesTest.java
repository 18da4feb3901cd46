package dev.lastack.cli.watch;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.Analyzer;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.host.HostCheck;
import dev.lastack.cli.jvms.JvmListText;
import dev.lastack.cli.jvms.ListedJvm;
import dev.lastack.config.ReportFormat;
import dev.lastack.config.Settings;
import dev.lastack.fixture.Hosts;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.report.ReportRenderer;
import dev.lastack.report.document.FrameFolds;
import dev.lastack.report.text.DoctorText;
import dev.lastack.snapshot.HostReading;
import dev.lastack.snapshot.Instance;
import dev.lastack.snapshot.Jvm;
import dev.lastack.snapshot.NetworkPlace;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.UnreadableFile;
import dev.lastack.text.Display;
import dev.lastack.text.Paint;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that try to steer the terminal and to forge lines, in every text; exact in JSON. */
class HostileNamesTest {

    private static final String FORGED = "ERROR  close-wait/eof-ignored";
    private static final String HOSTILE =
            "a\u001b[2J\n" + FORGED + "\r\u009b31m\u202e\u2028" + FORGED + "\u0085\u007f\u2066\ud800z";

    private static Snapshot snapshot() {
        Stack stack = new Stack(List.of(new Site(HOSTILE, HOSTILE, HOSTILE, 7, true)));
        Snapshot plain = SnapshotFixtures.of(
                SnapshotFixtures.observation(1, List.of(HOSTILE), List.of(HOSTILE)),
                client().peer(HOSTILE)
                        .openStack(stack)
                        .rate(900)
                        .open(9, connection().remoteClosed(100_000).eof(stack))
                        .closed(5, stack));
        Jvm jvm = plain.jvm();
        return new Snapshot(
                plain.takenAt(),
                new Jvm(1, HOSTILE, HOSTILE, jvm.startedAt(), jvm.attachedAt(), true, Instance.UNKNOWN),
                plain.observation(),
                plain.codePaths(),
                plain.hostNetwork());
    }

    private static String rendered(ReportFormat format) throws IOException {
        Snapshot snapshot = snapshot();
        List<Finding> findings = Analyzer.analyze(snapshot, Settings.DEFAULTS);
        assertThat(findings).isNotEmpty();
        return ReportRenderer.render(format, snapshot, findings);
    }

    private static void assertHarmless(List<String> lines) {
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            String uncoloured = line.replaceAll("\u001b\\[[0-9;]{1,4}m", "");
            assertThat(uncoloured).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
        });
    }

    @Test
    void report_hasNoLineOfTheirs() throws IOException {
        List<String> lines = List.of(rendered(ReportFormat.TEXT).split("\n"));

        assertHarmless(lines);
        assertThat(lines).filteredOn(line -> line.startsWith(FORGED)).hasSize(1);
        assertThat(String.join("", lines)).contains("\\u001b[2J\\u000a" + FORGED);
    }

    @Test
    void json_hasThemExactly() throws IOException {
        WatchedJvm jvm = WatchedJvm.parse(rendered(ReportFormat.JSON));

        assertThat(jvm.json().object("jvm").text("mainClass")).isEqualTo(HOSTILE);
        assertThat(jvm.json().object("jvm").text("javaVersion")).isEqualTo(HOSTILE);
        assertThat(jvm.paths())
                .singleElement()
                .satisfies(path -> assertThat(path.place()).contains(HOSTILE));
    }

    @Test
    void json_isHarmlessOnATerminalToo() throws IOException {
        assertHarmless(List.of(rendered(ReportFormat.JSON).split("\n")));
    }

    /** A container's kernel may be somebody's own. */
    @Test
    void doctor_showsThemHarmless() {
        NetworkPlace place = new NetworkPlace(List.of(HOSTILE), NetworkPlace.Namespace.OWN);
        UnreadableFile unread = new UnreadableFile("/proc/sys/net/ipv4/tcp_tw_reuse", false, HOSTILE);
        HostCheck check = HostCheck.of(new HostReading(Hosts.linux6().build(), HOSTILE, place, List.of(unread)));

        assertHarmless(List.of(DoctorText.render(check, Paint.ANSI).split("\n")));
        assertHarmless(List.of(DoctorText.render(check, Paint.NONE).split("\n")));
    }

    @Test
    void watch_showsThemHarmless() throws IOException {
        WatchedJvm jvm = WatchedJvm.parse(rendered(ReportFormat.JSON));
        WatchedPath path = jvm.paths().get(0);

        assertHarmless(PlainLines.of(jvm, null));
        assertHarmless(new Screen(jvm, null, View.FIRST, 100, 30, Paint.ANSI).lines());
        assertHarmless(StackPage.lines(path, jvm.at(), FrameFolds.NONE, 100, Paint.ANSI));
    }

    @Test
    void list_showsThemHarmless() {
        ListedJvm jvm = new ListedJvm(
                1,
                2,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                new ListedJvm.Descriptors(1000, 1024),
                new ListedJvm.Sockets(1, 2, 3),
                HOSTILE);

        assertHarmless(JvmListText.lines(List.of(jvm), Display.terminal(true, 120)));
        assertHarmless(JvmListText.lines(List.of(jvm), Display.file()));
    }
}
