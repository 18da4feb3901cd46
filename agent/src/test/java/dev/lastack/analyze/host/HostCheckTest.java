package dev.lastack.analyze.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.host.HostCheck.Outcome;
import dev.lastack.analyze.host.HostCheck.Scope;
import dev.lastack.fixture.Hosts;
import dev.lastack.snapshot.HostReading;
import dev.lastack.snapshot.NetworkPlace;
import dev.lastack.snapshot.NetworkPlace.Namespace;
import dev.lastack.snapshot.UnreadableFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostCheckTest {

    private static final NetworkPlace PLAIN_HOST = new NetworkPlace(List.of(), Namespace.HOST);
    private static final NetworkPlace POD = new NetworkPlace(List.of("/.dockerenv"), Namespace.OWN);

    private static HostCheck checkup(Hosts host, String release, NetworkPlace place, UnreadableFile... unread) {
        return HostCheck.of(new HostReading(host.build(), release, place, List.of(unread)));
    }

    private static HostCheck.Item item(HostCheck checkup, String name) {
        return checkup.items().stream()
                .filter(item -> item.advice().name().endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hostAsItComes_hasNothingToDo() {
        HostCheck checkup = checkup(Hosts.linux6(), "6.18.1", PLAIN_HOST);

        assertThat(checkup.verdict()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(checkup.commands()).isEmpty();
    }

    @Test
    void advice_countsBeforeWhatCouldNotBeRead() {
        Hosts host = Hosts.linux49().set("tcp_tw_recycle", 1L).without("tcp_timestamps");

        assertThat(checkup(host, "4.9.0", PLAIN_HOST).verdict()).isEqualTo(Outcome.ADVICE);
        assertThat(checkup(Hosts.linux49().without("tcp_timestamps"), "4.9.0", PLAIN_HOST)
                        .verdict())
                .isEqualTo(Outcome.UNREAD);
    }

    @Test
    void commandThatSeveralNeed_isGivenOnce() {
        Hosts host = Hosts.linux6().set("tcp_max_tw_buckets", 5_000L).counter("timeWaitOverflow", 0, 9);

        assertThat(checkup(host, "6.18.1", PLAIN_HOST).commands())
                .containsExactly("sysctl -w net.ipv4.tcp_max_tw_buckets=262144");
    }

    @Test
    void scope_followsTheReleaseOnTheHost() {
        HostCheck old = checkup(Hosts.linux310(), "3.10.0", PLAIN_HOST);
        HostCheck today = checkup(Hosts.linux6(), "6.18.1", PLAIN_HOST);

        assertThat(old.names(Scope.NETWORK_NAMESPACE)).isEmpty();
        assertThat(old.names(Scope.HOST)).hasSize(7);
        assertThat(today.names(Scope.HOST)).isEmpty();
        assertThat(item(today, "tcp_tw_recycle").scope()).isNull();
        assertThat(item(today, "TIME_WAIT").scope()).isNull();
    }

    /** Red Hat's 3.10 shows a few settings in namespaces that the release's number does not promise. */
    @Test
    void scope_inANamespaceOfItsOwn_followsWhatIsThere() {
        Hosts seen = Hosts.linux310()
                .without("tcp_tw_reuse")
                .without("tcp_tw_recycle")
                .without("tcp_timestamps")
                .without("tcp_max_tw_buckets")
                .without("tcp_fin_timeout");
        UnreadableFile missing = new UnreadableFile("sys/net/ipv4/tcp_tw_reuse", true, "no such file");

        HostCheck checkup = checkup(seen, "3.10.0", POD, missing);

        assertThat(checkup.names(Scope.NETWORK_NAMESPACE))
                .containsExactly("net.ipv4.ip_local_port_range", "net.ipv4.ip_local_reserved_ports");
        assertThat(checkup.names(Scope.HOST)).hasSize(5);
        assertThat(item(checkup, "tcp_tw_reuse").unread())
                .isEqualTo("/proc/sys/net/ipv4/tcp_tw_reuse: no such file; it may be one for the whole host on this"
                        + " kernel: run doctor on the host");
    }

    @Test
    void whatWasNotRead_saysWhy() {
        HostCheck checkup = checkup(
                Hosts.linux6().without("tcp_timestamps").set("tcp_max_tw_buckets", "lots"),
                "6.18.1",
                PLAIN_HOST,
                new UnreadableFile("sys/net/ipv4/tcp_timestamps", false, "permission denied"));

        assertThat(item(checkup, "tcp_timestamps").unread())
                .isEqualTo("/proc/sys/net/ipv4/tcp_timestamps: permission denied");
        assertThat(item(checkup, "tcp_max_tw_buckets").unread()).contains("not the kind that was expected");
        assertThat(item(checkup, "tcp_tw_reuse").unread()).isEmpty();
    }
}
