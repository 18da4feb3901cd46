package com.acme.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Integration tests with one server for all of them, as Testcontainers has it with {@code @Container static}. What is
 * connected before the tests, a pool or the container's own, is no test's. The second test is to fail.
 */
class PriceClientIT {

    private static final PriceServerContainer SERVER = new PriceServerContainer();

    private static Socket pooled;

    @BeforeAll
    static void start() throws IOException {
        SERVER.start();
        pooled = new Socket(SERVER.getHost(), SERVER.getFirstMappedPort());
    }

    @AfterAll
    static void stop() throws IOException {
        pooled.close();
        SERVER.close();
    }

    private static PriceClient client() {
        return new PriceClient(SERVER.getHost(), SERVER.getFirstMappedPort());
    }

    @Test
    void price() throws IOException {
        pooled.getOutputStream().write("pear\n".getBytes());
        assertEquals('1', pooled.getInputStream().read());
        assertEquals("12", client().price("apple"));
    }

    @Test
    void priceOnce() throws IOException {
        assertEquals("12", client().priceOnce("apple"));
    }
}
