package dev.lastack.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.ProcFixture;
import dev.lastack.snapshot.HostReading;
import dev.lastack.snapshot.NetworkPlace.Namespace;
import dev.lastack.snapshot.UnreadableFile;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostReaderTest {

    @TempDir
    private Path folder;

    @Test
    void wholeTree_isRead() throws IOException {
        HostReading host = HostReader.read(ProcFixture.linux6(folder).proc());

        assertThat(host.kernelRelease()).isEqualTo("6.18.1");
        assertThat(host.network().settings())
                .containsEntry("net.ipv4.ip_local_port_range", "32768 60999")
                .containsEntry("net.ipv4.ip_local_reserved_ports", "")
                .containsEntry("net.ipv4.tcp_max_tw_buckets", 131_072L);
        assertThat(host.network().counters())
                .containsEntry("timeWait", 12L)
                .containsEntry("timeWaitOverflow", 0L)
                .containsEntry("timeWaitEnded", 90L);
    }

    /** A read of /proc/sys that begins with one byte gets no more than that byte. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp_max_tw_buckets", "tcp_fin_timeout", "ip_local_port_range"})
    @EnabledOnOs(OS.LINUX)
    void settingOfTheRealHost_isReadWhole(String setting) throws IOException {
        HostReading host = HostReader.read(Path.of("/proc"));

        String value = String.valueOf(host.network().settings().get("net.ipv4." + setting));
        assertThat(value).isEqualTo(atOnce("/proc/sys/net/ipv4/" + setting));
        assertThat(value.length()).isGreaterThan(1);
    }

    private static String atOnce(String file) throws IOException {
        byte[] buffer = new byte[4096];
        try (FileInputStream in = new FileInputStream(file)) {
            int count = in.read(buffer);
            return new String(buffer, 0, count, StandardCharsets.US_ASCII)
                    .strip()
                    .replace('\t', ' ');
        }
    }

    @Test
    void missingFile_isToldFromAnUnreadableOne() throws IOException {
        HostReading host = HostReader.read(ProcFixture.linux6(folder)
                .without("sys/net/ipv4/tcp_timestamps")
                .unreadable("sys/net/ipv4/tcp_max_tw_buckets")
                .proc());

        assertThat(host.unread("sys/net/ipv4/tcp_timestamps"))
                .isEqualTo(new UnreadableFile("sys/net/ipv4/tcp_timestamps", true, "no such file"));
        UnreadableFile unreadable = host.unread("sys/net/ipv4/tcp_max_tw_buckets");
        assertThat(unreadable.missing()).isFalse();
        assertThat(unreadable.reason()).containsIgnoringCase("directory");
        assertThat(host.unread("sys/net/ipv4/tcp_tw_reuse")).isNull();
        assertThat(host.network().settings())
                .doesNotContainKeys("net.ipv4.tcp_timestamps", "net.ipv4.tcp_max_tw_buckets");
    }

    @Test
    void noProcAtAll_givesNothingAndDoesNotFail() {
        HostReading host = HostReader.read(folder.resolve("nowhere"));

        assertThat(host.kernelRelease()).isNull();
        assertThat(host.network().settings()).isEmpty();
        assertThat(host.network().counters()).isEmpty();
        assertThat(host.place().namespace()).isEqualTo(Namespace.UNKNOWN);
        assertThat(host.unread()).isNotEmpty();
    }

    @Test
    void brokenCounters_areLeftOut() throws IOException {
        HostReading host = HostReader.read(ProcFixture.linux6(folder)
                .file("net/sockstat", "TCP: inuse many orphan 0 tw\n")
                .file("net/netstat", "TcpExt: TW TCPTimeWaitOverflow\nTcpExt: 1\nIpExt: a\n")
                .proc());

        assertThat(host.network().counters()).containsOnlyKeys("orphans", "timeWaitEnded");
    }

    @Test
    void settingsOfTheFirstNamespace_areTheHosts() throws IOException {
        assertThat(HostReader.read(ProcFixture.linux6(folder).proc()).place().namespace())
                .isEqualTo(Namespace.HOST);
    }

    @Test
    void namespaceWithoutTheHostsGlobals_isOneOfItsOwn() throws IOException {
        assertThat(HostReader.read(ProcFixture.linux6(folder).ownNamespace().proc())
                        .place()
                        .namespace())
                .isEqualTo(Namespace.OWN);
    }

    @ParameterizedTest
    @CsvSource({
        "net:[4026531833], net:[1], HOST", // the first one's number since 6.18
        "net:[4026532245], net:[4026531840], OWN",
        "net:[4026532245], net:[4026532245], UNKNOWN", // a container's own init
    })
    void withoutSettingsOfTheCore_theLinksAreCompared(String own, String init, Namespace namespace) throws IOException {
        Path proc = ProcFixture.linux6(folder)
                .without("sys/net/core/netdev_max_backlog")
                .without("sys/net/core/somaxconn")
                .link("self/ns/net", own)
                .link("1/ns/net", init)
                .proc();

        assertThat(HostReader.read(proc).place().namespace()).isEqualTo(namespace);
    }

    @Test
    void container_isRecognisedByMarkerOrControlGroup() throws IOException {
        ProcFixture host = ProcFixture.linux6(folder).file("1/cgroup", "0::/init.scope\n");
        assertThat(HostReader.read(host.proc()).place().container()).isFalse();

        host.file("1/cgroup", "5:cpu:/kubepods/besteffort/pod1/abc\n");
        assertThat(HostReader.read(host.proc()).place().containerHints()).containsExactly("kubepods in /proc/1/cgroup");

        host.container();
        assertThat(HostReader.read(host.proc()).place().containerHints())
                .containsExactly("/.dockerenv", "kubepods in /proc/1/cgroup");
    }
}
