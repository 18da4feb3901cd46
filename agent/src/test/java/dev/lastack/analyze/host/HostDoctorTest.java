package dev.lastack.analyze.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.host.SettingAdvice.Level;
import dev.lastack.fixture.Hosts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostDoctorTest {

    private static final Map<String, Hosts> OUT_OF_THE_BOX = Map.of(
            "3.10.0-1160.el7.x86_64", Hosts.linux310(),
            "4.9.0-19-amd64", Hosts.linux49(),
            "4.19.0-27-amd64", Hosts.linux419(),
            "6.18.1", Hosts.linux6());

    private static List<SettingAdvice> judge(Hosts host) {
        return HostDoctor.judge(host.build(), "6.18.1");
    }

    private static SettingAdvice judge(Hosts host, String name) {
        return judge(host, "6.18.1", name);
    }

    private static SettingAdvice judge(Hosts host, String kernel, String name) {
        return HostDoctor.judge(host.build(), kernel).stream()
                .filter(advice -> advice.name().endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.10.0-1160.el7.x86_64", "4.9.0-19-amd64", "4.19.0-27-amd64", "6.18.1"})
    void hostAsItComes_hasNothingToDo(String kernel) {
        List<SettingAdvice> all = HostDoctor.judge(OUT_OF_THE_BOX.get(kernel).build(), kernel);

        assertThat(all).allSatisfy(advice -> {
            assertThat(advice.level()).isEqualTo(Level.OK);
            assertThat(advice.value()).isNotEmpty();
            assertThat(advice.meaning()).isNotEmpty();
            assertThat(advice.advice()).isEmpty();
            assertThat(advice.sysctlLine()).isEmpty();
        });
    }

    @Test
    void everySettingAndCounter_isJudgedOnce() {
        assertThat(judge(Hosts.linux6()))
                .extracting(SettingAdvice::name)
                .containsExactly(
                        "net.ipv4.ip_local_port_range",
                        "net.ipv4.ip_local_reserved_ports",
                        "net.ipv4.tcp_tw_reuse",
                        "net.ipv4.tcp_timestamps",
                        "net.ipv4.tcp_tw_recycle",
                        "net.ipv4.tcp_max_tw_buckets",
                        "TIME_WAIT",
                        "TCPTimeWaitOverflow",
                        "net.ipv4.tcp_fin_timeout");
    }

    @Test
    void nothingReadable_isUnknownWithoutAdvice() {
        assertThat(judge(Hosts.unreadable(), "tcp_tw_recycle").level()).isEqualTo(Level.OK);
        assertThat(HostDoctor.judge(Hosts.unreadable().build(), "3.10.0")).allSatisfy(advice -> {
            assertThat(advice.level()).isEqualTo(Level.UNKNOWN);
            assertThat(advice.value()).isEmpty();
            assertThat(advice.sysctlLine()).isEmpty();
        });
        assertThat(HostDoctor.judge(Hosts.unreadable().build(), null))
                .extracting(SettingAdvice::level)
                .containsOnly(Level.UNKNOWN);
    }

    @Test
    void narrowRange_isWidenedWithTheExactCommand() {
        SettingAdvice advice = judge(Hosts.linux6().set("ip_local_port_range", "50000 50199"), "port_range");

        assertThat(advice.level()).isEqualTo(Level.ADVICE);
        assertThat(advice.value()).isEqualTo("50000 50199");
        assertThat(advice.meaning()).contains("has 200 ports").contains("enough for 3 connections a second");
        assertThat(advice.sysctlLine()).isEqualTo("sysctl -w net.ipv4.ip_local_port_range=\"10240 65535\"");
    }

    @Test
    void rangeThatIsWideAlready_isNotNarrowed() {
        SettingAdvice advice = judge(
                Hosts.linux6().set("ip_local_port_range", "1024 65535").set("ip_local_reserved_ports", "1024-60000"),
                "port_range");

        assertThat(advice.level()).isEqualTo(Level.ADVICE);
        assertThat(advice.sysctlLine()).endsWith("=\"1024 65535\"");
    }

    @Test
    void reservedPorts_areCountedOffTheRange() {
        Hosts host = Hosts.linux6().set("ip_local_reserved_ports", "8080,40000-40009");

        assertThat(judge(host, "port_range").meaning()).contains("28,222 ports");
        assertThat(judge(host, "reserved_ports").meaning()).contains("10 of them lie within");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, OK", "1, 1, OK", "2, 1, OK", "0, 0, OK", "1, 0, ADVICE", "2, 0, ADVICE", "2, 2, OK"})
    void reuse_needsTimestamps(long reuse, long timestamps, Level level) {
        SettingAdvice advice =
                judge(Hosts.linux6().set("tcp_tw_reuse", reuse).set("tcp_timestamps", timestamps), "tcp_tw_reuse");

        assertThat(advice.level()).isEqualTo(level);
        assertThat(advice.sysctlLine()).isEqualTo(level == Level.OK ? "" : "sysctl -w net.ipv4.tcp_timestamps=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.10.0", "4.9.337"})
    void recycle_isNeverOn(String kernel) {
        SettingAdvice advice = judge(Hosts.linux49().set("tcp_tw_recycle", 1L), kernel, "tcp_tw_recycle");

        assertThat(advice.level()).isEqualTo(Level.ADVICE);
        assertThat(advice.sysctlLine()).isEqualTo("sysctl -w net.ipv4.tcp_tw_recycle=0");
    }

    @ParameterizedTest
    @CsvSource({"4.19.1, OK", "4.12.0, OK", "4.11.9, UNKNOWN", "3.10.0, UNKNOWN"})
    void recycleMissing_isGoneOrUnreadable(String kernel, Level level) {
        assertThat(judge(Hosts.linux49().without("tcp_tw_recycle"), kernel, "tcp_tw_recycle")
                        .level())
                .isEqualTo(level);
    }

    @Test
    void timestampsOff_areToBeSwitchedOn() {
        SettingAdvice advice = judge(Hosts.linux6().set("tcp_timestamps", 0L), "tcp_timestamps");

        assertThat(advice.level()).isEqualTo(Level.ADVICE);
        assertThat(advice.sysctlLine()).isEqualTo("sysctl -w net.ipv4.tcp_timestamps=1");
    }

    @ParameterizedTest
    @CsvSource({"8191, ADVICE", "8192, OK", "262144, OK"})
    void loweredBuckets_areToBeRaised(long buckets, Level level) {
        SettingAdvice advice = judge(Hosts.linux6().set("tcp_max_tw_buckets", buckets), "tcp_max_tw_buckets");

        assertThat(advice.level()).isEqualTo(level);
        assertThat(advice.sysctlLine())
                .isEqualTo(level == Level.OK ? "" : "sysctl -w net.ipv4.tcp_max_tw_buckets=262144");
    }

    @Test
    void overflow_asksForTwiceAsManyBuckets() {
        Hosts host = Hosts.linux6().set("tcp_max_tw_buckets", 200_000L).counter("timeWaitOverflow", 7, 7);

        assertThat(judge(host, "TCPTimeWaitOverflow").level()).isEqualTo(Level.ADVICE);
        assertThat(judge(host, "tcp_max_tw_buckets").sysctlLine()).endsWith("=400000");
    }

    @ParameterizedTest
    @CsvSource({"79999, OK", "80000, ADVICE"})
    void nearlyFullTable_isSeen(long now, Level level) {
        Hosts host = Hosts.linux6().set("tcp_max_tw_buckets", 100_000L).counter("timeWait", 0, now);

        assertThat(judge(host, "TIME_WAIT").level()).isEqualTo(level);
        assertThat(judge(host, "tcp_max_tw_buckets").level()).isEqualTo(level);
    }

    @Test
    void finTimeout_isSaidToHaveNothingToDoWithTimeWait() {
        SettingAdvice advice = judge(Hosts.linux6().set("tcp_fin_timeout", 15L), "tcp_fin_timeout");

        assertThat(advice.level()).isEqualTo(Level.OK);
        assertThat(advice.value()).isEqualTo("15 s");
        assertThat(advice.meaning()).contains("nothing to do with TIME_WAIT");
    }

    @ParameterizedTest
    @CsvSource({
        "tcp_max_tw_buckets, 4.10.17, false",
        "tcp_max_tw_buckets, 4.11.0, true",
        "tcp_timestamps, 4.11.0, false",
        "tcp_timestamps, 4.13.0, true",
        "tcp_fin_timeout, 4.9.0, true",
        "ip_local_port_range, 3.10.0, false",
        "tcp_nothing, 6.18.1, false"
    })
    void namespace_hasItsOwnSinceARelease(String setting, String kernel, boolean own) {
        assertThat(HostDoctor.belongsToNamespace("net.ipv4." + setting, kernel)).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource({"6.18.44-fc-v657, 6.18", "3.10.0-1160.el7.x86_64, 3.10", "5.4, 5.4", "'', ", "unknown, ", "6, "})
    void kernelVersion_isTheFirstTwoNumbers(String release, String version) {
        KernelVersion parsed = KernelVersion.of(release);

        assertThat(parsed == null ? null : parsed.toString()).isEqualTo(version);
    }
}
