package dev.lastack.track.close;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are the GNU C library's, of its translations. */
class ErrnoTest {

    private static final IntFunction<String> GERMAN = Map.of(
            32, "Datenübergabe unterbrochen (broken pipe)",
            104, "Die Verbindung wurde vom Kommunikationspartner zurückgesetzt",
            110, "Die Wartezeit für die Verbindung ist abgelaufen",
            99, "Die angeforderte Adresse kann nicht zugewiesen werden")::get;

    private static final IntFunction<String> CHINESE =
            Map.of(32, "断开的管道", 104, "连接被对方重置", 110, "连接超时", 113, "没有到主机的路由", 99, "无法指定被请求的地址")::get;

    @AfterEach
    void forget() {
        Errno.learn(number -> null);
    }

    private static int of(String message) {
        return Errno.of(new IOException(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Connection reset by peer | 104",
                "Connection reset | 104",
                "Broken pipe | 32",
                "Connection timed out | 0",
                "No route to host | 0",
                "Cannot assign requested address | 99",
                "connect(..) failed: Cannot assign requested address: /10.0.0.5:80 | 99",
                "syscall:read(..) failed: Connection reset by peer | 104",
                "syscall:writev(..) failed: Broken pipe | 32",
                "readAddress(..) failed with error(-110): Connection timed out | 110",
                "sendAddress(..) failed with error(-32): Broken pipe | 32",
                "connect(..) failed with error(-99): Cannot assign requested address: /10.0.0.5:80 | 99",
                "connect(..) failed with error(-9x): Connection timed out | 0",
                "connect(..) failed with error(- | 0",
                "Connection reset by somebody else | 0",
                "Connection timed outwards | 0",
                "something failed | 0",
                "Stream closed | 0"
            })
    void english(String message, int errno) {
        assertThat(of(message)).isEqualTo(errno);
    }

    @Test
    void german() {
        Errno.learn(GERMAN);

        assertThat(of("Die Wartezeit für die Verbindung ist abgelaufen")).isEqualTo(Errno.UNKNOWN);
        assertThat(of("Datenübergabe unterbrochen (broken pipe)")).isEqualTo(Errno.EPIPE);
        assertThat(of("connect(..) failed: Die angeforderte Adresse kann nicht zugewiesen werden: /[::1]:80"))
                .isEqualTo(Errno.EADDRNOTAVAIL);
        // what the JDK says itself is English everywhere, and so is a number
        assertThat(Errno.of(new SocketException("Connection reset"))).isEqualTo(Errno.ECONNRESET);
        assertThat(of("recvAddress(..) failed with error(-104): Die Verbindung wurde zurückgesetzt"))
                .isEqualTo(Errno.ECONNRESET);
    }

    @Test
    void chinese() {
        Errno.learn(CHINESE);

        assertThat(of("连接超时")).isEqualTo(Errno.UNKNOWN);
        assertThat(of("连接被对方重置")).isEqualTo(Errno.ECONNRESET);
        assertThat(of("断开的管道")).isEqualTo(Errno.EPIPE);
    }

    @Test
    void withoutMessage_isUnknown() {
        assertThat(Errno.of(new ClosedChannelException())).isEqualTo(Errno.UNKNOWN);
    }
}
