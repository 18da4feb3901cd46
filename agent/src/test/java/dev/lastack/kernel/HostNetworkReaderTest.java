package dev.lastack.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.HostNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNetworkReaderTest {

    private static final String RANGE = "sys/net/ipv4/ip_local_port_range";
    private static final String RESERVED = "sys/net/ipv4/ip_local_reserved_ports";

    @TempDir
    private Path proc;

    @Test
    void emptyTree_isUnknown() {
        assertThat(read().settings()).isEmpty();
        assertThat(read().counters()).isEmpty();
        assertThat(HostNetworkReader.ephemeralPorts(read())).isZero();
    }

    @Test
    void settings_areNumbersWhereTheyAreNumbers() throws IOException {
        write(RANGE, "32768\t60999\n");
        write("sys/net/ipv4/tcp_tw_reuse", "2\n");

        assertThat(read().settings())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("net.ipv4.ip_local_port_range", "32768 60999", "net.ipv4.tcp_tw_reuse", 2L));
    }

    @Test
    void unreadableSetting_isLeftOut() throws IOException {
        Files.createDirectories(proc.resolve("sys/net/ipv4/tcp_fin_timeout"));
        write("sys/net/ipv4/tcp_timestamps", "1\n");

        assertThat(read().settings()).containsOnlyKeys("net.ipv4.tcp_timestamps");
    }

    @ParameterizedTest
    @CsvSource({
        "32768 60999, '', 28232",
        "32768 60999, 8080, 28232",
        "32768 60999, '40000,50000-50009', 28221",
        "32768 60999, '32000-32768,60999-61000', 28230",
        "32768 60999, 1-65535, 0",
        "1024 65535, '', 64512",
        "40000 40000, '', 1",
        "odd, '', 0",
        "'', '', 0",
        "32768, '', 0",
        "32768 60999, odd, 0"
    })
    void ephemeralPorts_areTheRangeLessTheReservedOnes(String range, String reserved, int ports) throws IOException {
        write(RANGE, range.replace(' ', '\t') + "\n");
        write(RESERVED, reserved + "\n");

        assertThat(HostNetworkReader.ephemeralPorts(read())).isEqualTo(ports);
    }

    @Test
    void sockstat_givesTheTcpLineOnly() throws IOException {
        write("net/sockstat", """
                sockets: used 290
                TCP: inuse 5 orphan 1 tw 3 alloc 7 mem 2
                UDP: inuse 9 mem 0
                """);

        assertThat(read().counters())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("inUse", 5L, "orphans", 1L, "timeWait", 3L, "allocated", 7L));
    }

    @Test
    void netstat_isReadByName() throws IOException {
        write("net/netstat", """
                TcpExt: SyncookiesSent TW TWRecycled TWKilled TCPTimeWaitOverflow
                TcpExt: 0 120 4 0 9
                IpExt: InNoRoutes
                IpExt: 1
                """);

        assertThat(read().counters())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("timeWaitEnded", 120L, "timeWaitReused", 4L, "timeWaitOverflow", 9L));
    }

    @Test
    void oddCounters_areLeftOut() throws IOException {
        write("net/sockstat", "TCP: inuse many tw 3 alloc\n");
        write("net/netstat", "TcpExt: TW TCPTimeWaitOverflow\nTcpExt: 5\nrest");

        assertThat(read().counters()).containsExactlyInAnyOrderEntriesOf(Map.of("timeWait", 3L, "timeWaitEnded", 5L));
    }

    /** A file of /proc/sys gives its text to the first read only: no fake tree does. */
    @Test
    void thisHostsSettings_areReadWhole() throws IOException, InterruptedException {
        HostNetwork host = new HostNetworkReader(Path.of("/proc")).read();
        Process cat = new ProcessBuilder("cat", "/proc/" + RANGE).start();
        String range = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(cat.waitFor()).isZero();
        assertThat(host.settings().get("net.ipv4.ip_local_port_range"))
                .hasToString(range.strip().replace('\t', ' '));
        assertThat(HostNetworkReader.ephemeralPorts(host)).isPositive();
        assertThat(host.counters()).containsKey("timeWait");
    }

    private HostNetwork read() {
        return new HostNetworkReader(proc).read();
    }

    private void write(String name, String text) throws IOException {
        Path file = proc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
