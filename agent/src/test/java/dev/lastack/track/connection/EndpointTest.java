package dev.lastack.track.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Addresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class EndpointTest {

    private static final byte[] LINK_LOCAL = {(byte) 0xfe, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @Test
    void ipv4_isPlain() {
        assertThat(Endpoint.format(Addresses.address(10, 0, 0, 5), 80)).isEqualTo("10.0.0.5:80");
    }

    @Test
    void ipv6_isInBrackets() throws UnknownHostException {
        byte[] loopback = new byte[16];
        loopback[15] = 1;

        assertThat(Endpoint.format(InetAddress.getByAddress(loopback), 80)).isEqualTo("[0:0:0:0:0:0:0:1]:80");
    }

    @Test
    void ipv6Scope_isLeftOut() throws UnknownHostException {
        Inet6Address scoped = Inet6Address.getByAddress(null, LINK_LOCAL, 3);

        assertThat(Endpoint.format(scoped, 80)).isEqualTo("[fe80:0:0:0:0:0:0:1]:80");
    }

    @Test
    void knownHostName_isNotShown() throws UnknownHostException {
        InetAddress named = InetAddress.getByAddress("db.acme.test", new byte[] {10, 0, 0, 6});

        assertThat(Endpoint.format(named, 5432)).isEqualTo("10.0.0.6:5432");
    }
}
