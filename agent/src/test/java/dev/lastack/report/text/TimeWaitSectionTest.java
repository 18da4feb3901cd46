package dev.lastack.report.text;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Hosts;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.snapshot.TimeWait;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWaitSectionTest {

    private static List<String> lines(Hosts host, PathBuilder... paths) {
        return lines(200, host, paths).stream()
                .map(line -> line.startsWith(Lines.INDENT) ? line.substring(Lines.INDENT.length()) : line)
                .toList();
    }

    private static List<String> lines(int width, Hosts host, PathBuilder... paths) {
        Lines lines = new Lines(width);
        TimeWaitSection.write(SnapshotFixtures.of(host, paths), false, lines);
        return lines.toString().lines().dropWhile(String::isEmpty).toList();
    }

    private static String row(Hosts host, PathBuilder path) {
        List<String> lines = lines(host, path);
        assertThat(lines).hasSize(3);
        return lines.get(2);
    }

    /** 1,200 ports: share of them in percent is five times the rate a second. */
    private static Hosts host() {
        return Hosts.linux6().set("ip_local_port_range", "40000 41199");
    }

    @Test
    void nothingLeftTimeWait_nothingIsShown() {
        assertThat(lines(host())).isEmpty();
        assertThat(lines(host(), client().open(connection()), server().open(connection())))
                .isEmpty();
    }

    @Test
    void table_readsFromTheBusiestDown() {
        assertThat(lines(
                        host(),
                        client().id("a").peer("127.0.0.1:6379").rate(4),
                        client().id("b").rate(10),
                        client().id("c").rate(2),
                        server().rate(30)))
                .containsExactly(
                        "TIME_WAIT  60 s each; rates of the last 1m 00s; 1,200 local ports to each destination",
                        "destination                     now  a second    steady  share of its ports              sustainable",
                        "server on 0.0.0.0:8080        1,800      30.0     1,800  takes no local ports",
                        "10.0.0.5:8443                   720      12.0       720  [############........]    60 %  20.0 a second",
                        "127.0.0.1:6379 (loopback)       240       4.0       240  [####................]    20 %  1,200 a second"
                                + " (reused after 1.0 s)");
    }

    @Test
    void narrowTable_hasNoBars_andALongNameItsOwnLine() {
        assertThat(lines(
                        80,
                        host(),
                        client().id("a").peer("127.0.0.1:6379").rate(4),
                        client().id("b")
                                .peer("[2001:db8:85a3:1234:5678:8a2e:370:7334]:44300")
                                .rate(10),
                        server().rate(30)))
                .containsExactly(
                        "TIME_WAIT  60 s each; rates of the last 1m 00s; 1,200 local ports to each",
                        "  destination",
                        "  destination                        now  a second  steady  share  sustainable",
                        "  server on 0.0.0.0:8080           1,800      30.0   1,800  takes no local ports",
                        "  [2001:db8:85a3:1234:5678:8a2e:370:7334]:44300",
                        "                                     600      10.0     600   50 %  20.0/s",
                        "  127.0.0.1:6379 (loopback)          240       4.0     240   20 %  1,200/s *",
                        "  * a port in TIME_WAIT is taken again after 1.0 s");
    }

    @ParameterizedTest
    @CsvSource({
        "0.05, ....................,     0 %",
        "0.2, #...................,     1 %",
        "10, ##########..........,    50 %",
        "19.99, ###################.,    99 %",
        "20, ####################,   100 %",
        "1000, ####################, '5,000 %'"
    })
    void bar_isFullWhenNoPortIsLeft(double perSecond, String bar, String percent) {
        assertThat(row(host(), client().rate(perSecond)))
                .contains("[" + bar + "]")
                .contains(" " + percent.strip() + "  ");
    }

    @Test
    void youngWatch_saysItsOwnWindow() {
        assertThat(lines(host(), client().rate(5, 60)).get(0)).contains("; rates of the last 12.0 s;");
    }

    @Test
    void unreadRange_isSaidToBeAssumed() {
        assertThat(lines(Hosts.unreadable(), client().rate(1)).get(0))
                .endsWith("28,232 local ports to each destination (not read: Linux's default)");
    }

    @Test
    void sumOfSeveralDestinations_hasNoShare() {
        assertThat(row(host(), client().peer("(other)").rate(2)))
                .isEqualTo("(other)           120       2.0       120");
    }

    @Test
    void pastBurst_isStillListedWithWhatItLeft() {
        assertThat(row(host(), client().timeWait(new TimeWait(90_000, 0, 0, 0, 0))))
                .isEqualTo(
                        "10.0.0.5:8443         0      0.00         0  [....................]     0 %  20.0 a second");
    }

    @Test
    void manyDestinations_areCut() {
        PathBuilder[] paths = IntStream.range(0, 13)
                .mapToObj(i -> client().id("p" + i).peer("10.0.0." + i + ":80").rate(1 + i))
                .toArray(PathBuilder[]::new);

        List<String> lines = lines(host(), paths);

        assertThat(lines).hasSize(13);
        assertThat(lines.get(2)).startsWith("10.0.0.12:80 ");
        assertThat(lines.get(12)).isEqualTo("and 3 more destinations with a lower rate");
    }
}
