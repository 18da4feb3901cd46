package dev.lastack.it.programs.pools;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

/** {@code HttpURLConnection} and its keep-alive cache. */
record UrlPool(String url) implements LendingPool {

    @Override
    public Lease borrow() throws IOException {
        InputStream body = new URL(url).openConnection().getInputStream();
        return () -> {
            body.readAllBytes();
            body.close();
        };
    }
}
