package dev.lastack.it.programs.pools;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

/** Apache HttpClient 5, with either of its pools. */
record ApacheFive(CloseableHttpClient client, int port) implements LendingPool {

    static ApacheFive at(int port, PoolConcurrencyPolicy policy) {
        return new ApacheFive(
                HttpClients.custom()
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .setPoolConcurrencyPolicy(policy)
                                .build())
                        .build(),
                port);
    }

    @Override
    public Lease borrow() throws IOException {
        ClassicHttpResponse response =
                client.executeOpen(new HttpHost("http", "127.0.0.1", port), new HttpGet("/"), null);
        return () -> {
            EntityUtils.consume(response.getEntity());
            response.close();
        };
    }
}
