package dev.lastack.analyze.rules.kernel;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.Analyzer;
import dev.lastack.analyze.Findings;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.config.Settings;
import dev.lastack.fixture.Hosts;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.SnapshotFixtures;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings are judged by what the process does. */
class KernelRulesTest {

    private static PathBuilder quiet() {
        return client().rate(1 / 60.0);
    }

    static List<Hosts> outOfTheBox() {
        return List.of(Hosts.linux310(), Hosts.linux49(), Hosts.linux419(), Hosts.linux6(), Hosts.unreadable());
    }

    @ParameterizedTest
    @MethodSource("outOfTheBox")
    void hostAsItComes_withModestTrafficIsSilent(Hosts host) {
        assertThat(kernelFindings(host, client().rate(20), server().rate(1))).isEmpty();
    }

    @Test
    void badSettings_onAQuietHostAreSilent() {
        assertThat(kernelFindings(
                        Hosts.linux6()
                                .set("ip_local_port_range", "50000 50199")
                                .set("tcp_max_tw_buckets", 500L)
                                .set("tcp_tw_reuse", 1L)
                                .set("tcp_timestamps", 0L),
                        quiet()))
                .isEmpty();
    }

    private static List<Finding> kernelFindings(Hosts host, PathBuilder... paths) {
        return Analyzer.analyze(SnapshotFixtures.of(host, paths), Settings.DEFAULTS).stream()
                .filter(finding -> finding.rule().startsWith("kernel/"))
                .toList();
    }

    @Nested
    class Recycle {

        private static final String RULE = "kernel/tw-recycle";

        @ParameterizedTest
        @CsvSource({"3.10", "4.9"})
        void on_turnsAwayClientsOfAServer(String kernel) {
            Hosts host = kernel.equals("3.10") ? Hosts.linux310() : Hosts.linux49();
            Finding finding =
                    Findings.one(RULE, host.set("tcp_tw_recycle", 1L), client().rate(9), server().open(connection()));

            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.codePathId()).isEqualTo("p2");
            assertThat(finding.fix()).contains("sysctl -w net.ipv4.tcp_tw_recycle=0");
        }

        @Test
        void on_isLessUrgentWhereNothingIsAcceptedOrTimestampsAreOff() {
            Hosts host = Hosts.linux49().set("tcp_tw_recycle", 1L);

            assertThat(Findings.one(RULE, host, client().open(connection())).severity())
                    .isEqualTo(Severity.WARNING);
            assertThat(Findings.one(RULE, host.set("tcp_timestamps", 0L), server().open(connection()))
                            .severity())
                    .isEqualTo(Severity.WARNING);
        }

        @Test
        void off_orGone_isSilent() {
            assertThat(Findings.of(RULE, Hosts.linux49(), server().open(connection())))
                    .isEmpty();
            assertThat(Findings.of(RULE, Hosts.linux6(), server().open(connection())))
                    .isEmpty();
        }
    }

    @Nested
    class ReuseWithoutTimestamps {

        private static final String RULE = "kernel/tw-reuse-without-timestamps";

        @ParameterizedTest
        @CsvSource({
            "1, 0, 10.0.0.5:80, true",
            "2, 0, 127.0.0.1:80, true",
            "2, 0, 10.0.0.5:80, false",
            "0, 0, 10.0.0.5:80, false",
            "1, 1, 10.0.0.5:80, false"
        })
        void firesWhereReuseWouldHelp(long reuse, long timestamps, String peer, boolean found) {
            Hosts host = Hosts.linux6().set("tcp_tw_reuse", reuse).set("tcp_timestamps", timestamps);

            assertThat(Findings.of(RULE, host, client().peer(peer).rate(2))).hasSize(found ? 1 : 0);
        }

        @Test
        void fewConnections_orAServerDoNotNeedIt() {
            Hosts host = Hosts.linux6().set("tcp_tw_reuse", 1L).set("tcp_timestamps", 0L);

            assertThat(Findings.of(RULE, host, client().rate(99 / 60.0))).isEmpty();
            assertThat(Findings.of(RULE, host, server().rate(200))).isEmpty();
            assertThat(Findings.one(RULE, host, client().rate(100 / 60.0)).fix())
                    .contains("sysctl -w net.ipv4.tcp_timestamps=1");
        }
    }

    @Nested
    class ReuseOnLoopbackOnly {

        private static final String RULE = "kernel/tw-reuse-loopback-only";

        @Test
        void pressureToARemoteDestination_isNotRelieved() {
            Finding finding = Findings.one(RULE, Hosts.linux419(), client().rate(300));

            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding.fix()).contains("sysctl -w net.ipv4.tcp_tw_reuse=1");
        }

        @Test
        void pressureOnLoopback_noPressure_otherValues_areSilent() {
            assertThat(Findings.of(
                            RULE, Hosts.linux6(), client().peer("127.0.0.1:80").rate(20_000)))
                    .isEmpty();
            assertThat(Findings.of(RULE, Hosts.linux6(), client().rate(200))).isEmpty();
            assertThat(Findings.of(RULE, Hosts.linux49(), client().rate(300))).isEmpty();
            assertThat(Findings.of(RULE, Hosts.unreadable(), client().rate(300)))
                    .isEmpty();
            assertThat(Findings.of(RULE, Hosts.linux6().set("tcp_timestamps", 0L), client().rate(300)))
                    .isEmpty();
        }
    }

    @Nested
    class PortRange {

        private static final String RULE = "kernel/port-range-narrow";

        @Test
        void narrowRange_underPressureIsToBeWidened() {
            Finding finding =
                    Findings.one(RULE, Hosts.linux6().set("ip_local_port_range", "40000 49999"), client().rate(120));

            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.details())
                    .contains("at the present rate 72 % of them would be in TIME_WAIT; of 55,296 it would be 13 %");
            assertThat(finding.fix()).contains("sysctl -w net.ipv4.ip_local_port_range=\"10240 65535\"");
        }

        @Test
        void exhaustedByOpenConnections_isToBeWidenedToo() {
            assertThat(Findings.of(
                            RULE,
                            Hosts.linux6().set("ip_local_port_range", "40000 40199"),
                            client().open(200, connection()).addressExhausted(3, 1_000, 500)))
                    .hasSize(1);
        }

        @Test
        void defaultRange_underPressureIsNotNarrow() {
            assertThat(Findings.of(RULE, Hosts.linux6(), client().rate(400))).isEmpty();
            assertThat(Findings.of(RULE, Hosts.linux6().set("ip_local_reserved_ports", "40000"), client().rate(400)))
                    .hasSize(1);
        }
    }

    @Nested
    class MaxBuckets {

        private static final String RULE = "kernel/max-tw-buckets-low";

        @ParameterizedTest
        @CsvSource({"6000, 50, true", "6000, 49, false", "65535, 600, true", "65536, 600, false"})
        void smallLimit_halfFilledByUsIsLow(long max, double perSecond, boolean found) {
            assertThat(Findings.of(RULE, Hosts.linux6().set("tcp_max_tw_buckets", max), server().rate(perSecond)))
                    .hasSize(found ? 1 : 0);
        }

        @Test
        void limitOfZero_withTimeWaitIsLow() {
            assertThat(Findings.of(RULE, Hosts.linux6().set("tcp_max_tw_buckets", 0L), client().rate(1)))
                    .hasSize(1);
        }
    }

    @Nested
    class Overflow {

        private static final String RULE = "kernel/time-wait-overflow";

        @Test
        void counterThatMoved_saysHowOften() {
            Finding finding =
                    Findings.one(RULE, Hosts.linux6().counter("timeWaitOverflow", 5, 1_217), client().rate(1));

            assertThat(finding.connections()).isEqualTo(1_212);
            assertThat(finding.fix()).contains("sysctl -w net.ipv4.tcp_max_tw_buckets=262144");
        }

        @Test
        void oldOverflow_orNoTimeWaitOfOurs_isSilent() {
            assertThat(Findings.of(RULE, Hosts.linux6().counter("timeWaitOverflow", 5, 5), client().rate(1)))
                    .isEmpty();
            assertThat(Findings.of(RULE, Hosts.linux6().counter("timeWaitOverflow", 5, 6), client().open(connection())))
                    .isEmpty();
        }
    }
}
