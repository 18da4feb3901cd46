package dev.lastack.it.programs.pools;

import java.io.IOException;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** Apache HttpClient 4. */
record ApacheFour(CloseableHttpClient client, String url) implements LendingPool {

    static ApacheFour at(String url) {
        return new ApacheFour(HttpClients.createDefault(), url);
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the lease is
    public Lease borrow() throws IOException {
        CloseableHttpResponse response = client.execute(new HttpGet(url));
        return () -> {
            EntityUtils.consume(response.getEntity());
            response.close();
        };
    }
}
