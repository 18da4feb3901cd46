package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.TcpState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.util.EntityUtils;

/** Apache HttpClient 4.5 keeps answered connections and does not see the server close them. Good: it evicts. */
final class IdleApachePool {

    private IdleApachePool() {}

    public static void main(String[] args) throws IOException {
        CaseRun run = CaseRun.of(args);
        CloseableHttpClient client = client(run.bad());
        fetchAll(client, run);
        run.end(TcpState.CLOSE_WAIT);
        // The report is to see the pool as it is; the evictor of the good one is a daemon thread.
        Runtime.getRuntime().exit(0);
    }

    private static void fetchAll(CloseableHttpClient client, CaseRun run) throws IOException {
        List<CloseableHttpResponse> responses = new ArrayList<>();
        for (int i = 0; i < CaseRun.CONNECTIONS; i++) {
            responses.add(client.execute(new HttpGet(run.url())));
        }
        for (CloseableHttpResponse response : responses) {
            EntityUtils.consume(response.getEntity());
            response.close();
        }
    }

    private static CloseableHttpClient client(boolean bad) {
        HttpClientBuilder builder =
                HttpClientBuilder.create().setMaxConnTotal(CaseRun.CONNECTIONS).setMaxConnPerRoute(CaseRun.CONNECTIONS);
        return bad
                ? builder.build()
                : builder.evictIdleConnections(20, TimeUnit.MILLISECONDS)
                        .evictExpiredConnections()
                        .build();
    }
}
