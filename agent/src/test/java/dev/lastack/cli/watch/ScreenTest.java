package dev.lastack.cli.watch;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lastack.cli.terminal.KeyPress;
import dev.lastack.fixture.OrderService;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.report.document.FrameFolds;
import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.Handled.Kind;
import dev.lastack.text.Paint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {

    private WatchedJvm sick;

    @BeforeEach
    void report() throws IOException {
        sick = Watched.of(OrderService.sick());
    }

    private static List<String> draw(WatchedJvm now, @Nullable WatchedJvm before, View view) {
        return new Screen(now, before, view, 80, 24, Paint.NONE).lines();
    }

    private static List<String> ids(WatchedJvm jvm, Sort sort) {
        return Screen.sorted(jvm, null, sort).stream()
                .map(row -> row.path().id())
                .toList();
    }

    private View pressed(KeyPress... keys) {
        View view = View.FIRST;
        for (KeyPress key : keys) {
            view = view.pressed(key, ids(sick, view.sort()));
        }
        return view;
    }

    @Test
    void head_hasTheSums() {
        List<String> lines = draw(sick, null, View.FIRST);

        assertThat(lines.get(0)).isEqualTo("LastAck  OrderService (pid 4242, JDK 17.0.15)  watched 14m 03s");
        assertThat(lines.get(1))
                .startsWith("open " + sick.totals().count("open") + "   CLOSE_WAIT "
                        + sick.totals().count("closeWaitNow") + "   opened ")
                .endsWith("untracked 0");
        assertThat(lines.get(2)).startsWith("first closer: local 1,605  remote 395  reset 0");
        assertThat(lines.get(3)).matches("TIME_WAIT [\\d,]+   of the ports to one destination \\[[#.]{20}\\] \\d+ %");
    }

    @Test
    void mostCloseWait_comesFirst_withItsAgeAndPlace() {
        List<String> lines = draw(sick, null, View.FIRST);

        assertThat(lines.get(5)).isEqualTo("CLOSE_WAIT   OLDEST  OPEN     /S LOCAL TIME_WAIT  CODE PATH");
        assertThat(lines.get(6)).matches(" +318 +13m 10s +318 .* PriceClient\\.fetch:87 *");
        assertThat(lines.get(7)).doesNotContain(" 318 ");
    }

    @Test
    void lastLine_isTheKeys() {
        assertThat(draw(sick, null, View.FIRST))
                .hasSize(24)
                .last()
                .isEqualTo("s sort (close-wait)  f freeze  up/down select  enter stacks  q quit  ? help");
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "200, 60", "40, 10", "20, 5", "5, 2", "1, 1"})
    void nothingIsWiderOrHigherThanTheScreen(int width, int height) {
        List<View> views = new ArrayList<>(List.of(View.FIRST, pressed(KeyPress.of('f')), pressed(KeyPress.ENTER)));
        views.add(pressed(KeyPress.ENTER, KeyPress.PAGE_DOWN));
        for (View view : views) {
            List<String> lines = new Screen(sick, sick, view, width, height, Paint.ANSI).lines();

            assertThat(lines).hasSizeLessThanOrEqualTo(height);
            if (width >= 20) { // FROZEN and numbers have their places
                assertThat(lines).allMatch(line -> Paint.width(line) <= width);
            }
        }
    }

    @Test
    void changeAndRate_areThoseSinceTheReportBefore() throws IOException {
        WatchedJvm before = Watched.earlier(
                Watched.of(SnapshotFixtures.of(client().open(3, connection().remoteClosed(9_000)))), 10);
        WatchedJvm now =
                Watched.of(SnapshotFixtures.of(client().open(25, connection().remoteClosed(9_000))));

        List<String> lines = draw(now, before, View.FIRST);

        assertThat(lines.get(1)).contains("CLOSE_WAIT 25 (+22)", "opened 2.2 a second");
        assertThat(lines.get(6)).contains("25 (+22)").contains(" 2.2 ");
    }

    @Test
    void everyReport_isAccountedFor() {
        assertThat(draw(sick, sick, View.FIRST).get(1))
                .contains("opened 0.00 a second")
                .doesNotContain("(+");
    }

    @ParameterizedTest
    @CsvSource({"0, close-wait", "1, oldest", "2, open", "3, rate", "4, time-wait", "5, close-wait"})
    void sortKey_goesThroughTheOrders(int times, String order) {
        View view = View.FIRST;
        for (int i = 0; i < times; i++) {
            view = view.pressed(KeyPress.of('s'), ids(sick, view.sort()));
        }

        assertThat(view.sort()).hasToString(order);
        assertThat(draw(sick, null, view)).last().asString().startsWith("s sort (" + order + ")");
    }

    @Test
    void eachOrder_isFromTheGreatest() {
        assertThat(Screen.sorted(sick, null, Sort.OPEN).stream()
                        .map(row -> -row.path().open()))
                .isSorted();
        assertThat(Screen.sorted(sick, null, Sort.TIME_WAIT).stream()
                        .map(row -> -row.path().timeWaitNow()))
                .isSorted();
        assertThat(Screen.sorted(sick, null, Sort.OLDEST).stream()
                        .map(row -> -row.path().oldestMillis()))
                .isSorted();
        assertThat(Screen.sorted(sick, null, Sort.RATE).stream().map(row -> -row.openedPerSecond()))
                .isSorted();
    }

    /** What the user looks at stays what it was, wherever the order puts it. */
    @Test
    void selection_staysWithItsCodePath() {
        View second = pressed(KeyPress.DOWN);
        String id = ids(sick, Sort.CLOSE_WAIT).get(1);

        assertThat(second.selected()).isEqualTo(id);
        assertThat(second.pressed(KeyPress.of('s'), ids(sick, Sort.CLOSE_WAIT)).selected())
                .isEqualTo(id);
        String marked = new Screen(sick, null, second, 80, 24, Paint.ANSI)
                .lines().stream()
                        .filter(line -> line.contains("\u001b[7m"))
                        .findFirst()
                        .orElseThrow();
        assertThat(marked).contains("EventsServlet.doGet:58");
    }

    @Test
    void selection_doesNotLeaveTheList() {
        List<String> order = ids(sick, Sort.CLOSE_WAIT);

        assertThat(pressed(KeyPress.UP).selected()).isEqualTo(order.get(0));
        assertThat(pressed(KeyPress.PAGE_DOWN, KeyPress.PAGE_DOWN, KeyPress.DOWN)
                        .selected())
                .isEqualTo(order.get(order.size() - 1));
    }

    @Test
    void enter_opensTheStacks_andEscapeGoesBack() {
        View opened = pressed(KeyPress.ENTER);

        List<String> lines = draw(sick, null, opened);

        assertThat(lines)
                .contains("client of 10.0.0.5:8443 (socket)", "opened at")
                .anyMatch(line -> line.startsWith("close-wait/eof-ignored  (lastack explain "))
                .anyMatch(line -> line.endsWith("com.acme.orders.PriceClient.fetch(PriceClient.java:87)"));
        assertThat(lines).last().isEqualTo("esc back  up/down scroll  f freeze  q quit  a all frames");
        assertThat(opened.pressed(KeyPress.ESCAPE, List.of()).opened()).isNull();
    }

    @Test
    void stacks_areScrolled_untilTheirEndAndNotBeyond() {
        View opened = pressed(KeyPress.ENTER);
        int most = new Screen(sick, null, opened, 80, 24, Paint.NONE).mostScroll();
        View far = opened;
        for (int i = 0; i < 20; i++) {
            far = far.pressed(KeyPress.PAGE_DOWN, List.of()).within(most);
        }

        assertThat(most).isPositive();
        assertThat(far.scroll()).isEqualTo(most);
        assertThat(draw(sick, null, far)).anyMatch(line -> line.contains("10.0.0.5:8443  CLOSE_WAIT"));
        assertThat(opened.pressed(KeyPress.UP, List.of()).scroll()).isZero();
    }

    @Test
    void codePathThatIsGone_isSaidToBe() throws IOException {
        WatchedJvm empty = Watched.of(SnapshotFixtures.of());

        assertThat(draw(empty, sick, pressed(KeyPress.ENTER))).contains("this code path is not in the report any more");
        assertThat(draw(empty, null, View.FIRST)).contains("no TCP connection yet");
    }

    @Test
    void freeze_isShown_andUndone() {
        View frozen = pressed(KeyPress.of('f'));

        assertThat(draw(sick, null, frozen).get(0)).startsWith("FROZEN  LastAck");
        assertThat(draw(sick, null, frozen)).last().asString().contains("f go on");
        assertThat(frozen.pressed(KeyPress.of(' '), List.of()).frozen()).isFalse();
    }

    @Test
    void quit_worksEverywhere() {
        assertThat(pressed(KeyPress.of('q')).done()).isTrue();
        assertThat(pressed(KeyPress.ENTER, KeyPress.of('Q')).done()).isTrue();
        assertThat(pressed(KeyPress.OTHER, KeyPress.of('x')).done()).isFalse();
    }

    private View typed(String text, View first) {
        View view = first;
        for (int i = 0; i < text.length(); i++) {
            view = view.pressed(KeyPress.of(text.charAt(i)), ids(sick, view.sort()));
        }
        return view;
    }

    private List<String> wide(int width, View view) {
        Trends trends = new Trends();
        trends.add(sick);
        return new Screen(sick, null, view, width, 50, Paint.NONE, trends).lines();
    }

    @Test
    void wideScreen_saysTrendSeverityRulePeerAndPackage() {
        List<String> lines = wide(200, View.FIRST);

        assertThat(lines.get(5))
                .matches(
                        "CLOSE_WAIT   OLDEST  OPEN     /S LOCAL TIME_WAIT  TREND {13}SEVERITY {2}RULE +PEER +CODE PATH +PACKAGE");
        assertThat(lines.get(6))
                .matches(
                        " +318 +13m 10s +318 .* \u2588 +ERROR +close-wait/eof-ignored \\+1 +client of 10\\.0\\.0\\.5:8443 +"
                                + "PriceClient\\.fetch:87 +com\\.acme\\.orders *");
        assertThat(lines.get(7)).contains("  ERROR ", "close-wait/unread", "server on 0.0.0.0:8080");
    }

    @Test
    void narrowScreen_isAsItWas_andAt120TheRestIsThere() {
        assertThat(wide(119, View.FIRST).get(5))
                .isEqualTo("CLOSE_WAIT   OLDEST  OPEN     /S LOCAL TIME_WAIT  CODE PATH");
        assertThat(wide(120, View.FIRST).get(6))
                .contains(" E close-wait/", ":8443", "fetch:87")
                .hasSizeLessThanOrEqualTo(120);
    }

    @ParameterizedTest
    @CsvSource({"PriceClient.fetch:87, 31;1", "StockCache.get:44, 33"})
    void row_hasTheColourOfItsWorstFinding(String place, String colour) {
        View last = pressed(KeyPress.PAGE_DOWN, KeyPress.PAGE_DOWN);

        assertThat(new Screen(sick, null, last, 80, 24, Paint.ANSI).lines())
                .anyMatch(line -> line.contains(place) && line.startsWith("\u001b[" + colour + "m"));
    }

    @Test
    void filter_isTyped_kept_andTakenAway() {
        View typing = typed("/SERVlet", View.FIRST);
        assertThat(draw(sick, null, typing)).last().isEqualTo("/SERVlet_  enter keep  esc all");
        assertThat(Screen.listed(sick, null, typing))
                .singleElement()
                .satisfies(row -> assertThat(row.path().place()).contains("EventsServlet.doGet"));

        View kept = typing.pressed(KeyPress.ENTER, List.of());
        assertThat(draw(sick, null, kept)).last().asString().startsWith("/SERVlet (esc all)  s sort");
        assertThat(kept.pressed(KeyPress.of('s'), List.of()).sort()).isEqualTo(Sort.OLDEST);
        assertThat(Screen.listed(sick, null, kept.pressed(KeyPress.ESCAPE, List.of())))
                .hasSameSizeAs(sick.paths());

        assertThat(typing.pressed(KeyPress.BACKSPACE, List.of()).filter()).isEqualTo("SERVle");
        assertThat(typing.pressed(KeyPress.ESCAPE, List.of()).filter()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"close-wait/slow, Sweeper", "10.0.0.6, StockCache", "com.acme.mail, Probe"})
    void filter_findsByRulePeerAndPackage(String text, String place) {
        assertThat(Screen.listed(sick, null, typed("/" + text, View.FIRST)))
                .isNotEmpty()
                .allMatch(row -> row.path().place().contains(place));
    }

    @Test
    void filterThatLeavesNothing_isSaid_andQuitsNothing() {
        View view = typed("/qq", View.FIRST);

        assertThat(view.done()).isFalse();
        assertThat(draw(sick, null, view)).contains("no code path has \"qq\"");
        assertThat(view.pressed(KeyPress.ENTER, List.of())
                        .pressed(KeyPress.ENTER, List.of())
                        .opened())
                .isNull();
    }

    @Test
    void help_fitsTheSmallestScreen_andGoesAway() {
        View help = pressed(KeyPress.of('?'));

        assertThat(draw(sick, null, help))
                .contains("help")
                .anyMatch(line -> line.startsWith("q       quit"))
                .anyMatch(line -> line.endsWith("lastack explain RULE"));
        assertThat(draw(sick, null, help.pressed(KeyPress.ESCAPE, List.of())).get(5))
                .startsWith("CLOSE_WAIT ");
        assertThat(help.pressed(KeyPress.of('q'), List.of()).done()).isTrue();
    }

    @Test
    void trend_isOfTheLastLooks_andForgetsWhatIsGone() throws IOException {
        Trends trends = new Trends();
        for (int count : new int[] {1, 4, 8}) {
            trends.add(Watched.of(SnapshotFixtures.of(
                    client().id("a").open(count, connection().remoteClosed(9_000)))));
        }

        assertThat(trends.line("a", 8)).isEqualTo("\u2582\u2585\u2588");
        assertThat(trends.line("a", 2)).isEqualTo("\u2585\u2588");
        assertThat(trends.line("b", 8)).isEmpty();
        for (int i = 0; i < 100; i++) {
            trends.add(Watched.of(SnapshotFixtures.of(client().id("a").open(1, connection()))));
        }
        assertThat(trends.line("a", 100)).isEmpty();
        trends.add(Watched.of(
                SnapshotFixtures.of(client().id("a").open(2, connection().remoteClosed(9_000)))));
        assertThat(trends.line("a", 100)).hasSize(Trends.POINTS).endsWith("\u2588");
        trends.add(Watched.of(SnapshotFixtures.of()));
        assertThat(trends.line("a", 100)).isEmpty();
    }

    @Test
    void framesOfOthers_areFolded_untilAllAreAskedFor() {
        FrameFolds folds = FrameFolds.of(Set.of("com.acme.A"));
        List<String> frames = List.of(
                "java.net.Socket.connect(Socket.java:1)",
                "okhttp3.Call.run(Call.java:2)",
                "com.acme.A.open(A.java:3)",
                "com.acme.A$B.of(A.java:4)",
                "com.acme.A.main(A.java:5)");

        assertThat(folds.fold(frames))
                .containsExactly(
                        "(2 frames of the JDK or a library)",
                        "com.acme.A.open(A.java:3)",
                        "(1 frame of the JDK or a library)",
                        "com.acme.A.main(A.java:5)");
        assertThat(folds.fold(frames.subList(0, 2))).isEqualTo(frames.subList(0, 2));
        assertThat(FrameFolds.NONE.fold(frames)).isEqualTo(frames);

        View all = pressed(KeyPress.ENTER, KeyPress.of('a'));
        assertThat(all.allFrames()).isTrue();
        assertThat(draw(sick, null, pressed(KeyPress.ENTER)))
                .anyMatch(line -> line.contains("of the JDK or a library)"));
        assertThat(draw(sick, null, all))
                .noneMatch(line -> line.contains("of the JDK or a library)"))
                .last()
                .asString()
                .endsWith("a fold frames");
    }

    /** Of one listener all that is accepted is one code path: which handler it is of, its findings say. */
    @Test
    void serverRow_saysItsListener_andWhoHandles() throws IOException {
        String report = Watched.report(
                SnapshotFixtures.of(server().id("a").open(3, connection().remoteClosed(9_000))));
        String handled = report.replaceFirst(
                "\"rule\"",
                "\"handler\":\"com.acme.web.OrderServlet.doGet(OrderServlet.java:58)\",\"route\":\"GET /orders\",\"rule\"");
        WatchedJvm now = WatchedJvm.parse(handled);

        String row = new Screen(now, null, View.FIRST, 200, 50, Paint.NONE, new Trends())
                .lines().stream()
                        .filter(line -> line.contains("server on "))
                        .findFirst()
                        .orElseThrow();
        assertThat(row).containsPattern("server on [\\d.]+:\\d+ ").contains("  OrderServlet.doGet:58 GET /orders");
        assertThat(now.paths().get(0).matches("orderservlet")).isTrue();
        assertThat(StackPage.lines(now.paths().get(0), now.at(), FrameFolds.NONE, 80, Paint.NONE))
                .contains("handled by OrderServlet.doGet:58 GET /orders");
    }

    /** As findings are: one row for what one handler has, and one for the rest of the listener. */
    @Test
    void listenerOfSeveralHandlers_isARowForEach_andOneForTheRest() throws IOException {
        Handled orders =
                new Handled(app("com.acme.web.OrderServlet.doGet", 58), Kind.OBJECT, "GET /orders", false, null);
        Handled events =
                new Handled(app("com.acme.web.EventServlet.doGet", 31), Kind.OBJECT, "GET /events", true, null);
        WatchedJvm now = Watched.of(SnapshotFixtures.of(server().id("a")
                .peer("0.0.0.0:8080")
                .open(3, connection().remoteClosed(9_000).handled(orders))
                .open(5, connection().remoteClosed(7_000).handled(events))
                .open(2, connection())));

        List<PathRow> rows = Screen.sorted(now, null, Sort.CLOSE_WAIT);
        assertThat(rows)
                .extracting(
                        row -> row.path().handlers(),
                        row -> row.path().closeWait(),
                        row -> row.path().open())
                .containsExactly(
                        tuple("EventServlet.doGet:31 GET /events", 5L, 5L),
                        tuple("OrderServlet.doGet:58 GET /orders", 3L, 3L),
                        tuple("", 0L, 2L));
        assertThat(rows).extracting(row -> row.path().severity()).containsExactly("error", "error", "");
        assertThat(ids(now, Sort.CLOSE_WAIT)).doesNotHaveDuplicates();
        assertThat(draw(now, null, View.FIRST).subList(6, 9))
                .satisfiesExactly(
                        line -> assertThat(line).matches(" +5 +7\\.0 s +5 +- +- +- +:8080 EventServlet\\.doGet:31 *"),
                        line -> assertThat(line).matches(" +3 +9\\.0 s +3 +- +- +- +:8080 OrderServlet\\.doGet:58 *"),
                        line -> assertThat(line).matches(" +0 +- +2 .* server on 0\\.0\\.0\\.0:8080 *"));
        assertThat(StackPage.lines(rows.get(0).path(), now.at(), FrameFolds.NONE, 100, Paint.NONE))
                .contains("handled by EventServlet.doGet:31 GET /events")
                .noneMatch(line -> line.contains("OrderServlet"));
    }

    @Test
    void smallScreen_hasTheListenerOfAServer_too() throws IOException {
        WatchedJvm idle = Watched.of(SnapshotFixtures.of(server().id("a").open(2, connection())));

        assertThat(draw(sick, null, View.FIRST)).anyMatch(line -> line.matches(".*  :\\d+ EventsServlet\\..*:58"));
        assertThat(draw(idle, null, View.FIRST)).anyMatch(line -> line.matches(".*  server on [\\d.]+:\\d+ *"));
    }

    @Test
    void plainLines_nameTheCodePathsInCloseWait() {
        List<String> lines = PlainLines.of(sick, null);

        assertThat(lines.get(0)).matches("\\d\\d:\\d\\d:\\d\\dZ  open [\\d,]+  CLOSE_WAIT [\\d,]+  opened .*");
        assertThat(lines.get(1))
                .contains("CLOSE_WAIT 318  oldest 13m 10s  client of 10.0.0.5:8443  ")
                .endsWith("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
    }
}
