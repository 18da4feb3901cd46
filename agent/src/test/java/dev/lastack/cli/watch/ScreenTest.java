package dev.lastack.cli.watch;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.cli.terminal.KeyPress;
import dev.lastack.fixture.OrderService;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.text.Paint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
                .isEqualTo("s sort (close-wait)  f freeze  up/down select  enter stacks  q quit");
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
        assertThat(lines).last().isEqualTo("esc back  up/down scroll  f freeze  q quit");
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

    @Test
    void plainLines_nameTheCodePathsInCloseWait() {
        List<String> lines = PlainLines.of(sick, null);

        assertThat(lines.get(0)).matches("\\d\\d:\\d\\d:\\d\\dZ  open [\\d,]+  CLOSE_WAIT [\\d,]+  opened .*");
        assertThat(lines.get(1))
                .contains("CLOSE_WAIT 318  oldest 13m 10s  client of 10.0.0.5:8443  ")
                .endsWith("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
    }
}
