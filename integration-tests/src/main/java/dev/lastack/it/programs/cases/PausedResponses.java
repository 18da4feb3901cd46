package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.TcpState;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.CountDownLatch;

/**
 * Ten kept-alive requests whose responses are paused when they have ended (vert.x#2593): up to 3.5.3 that switched reading
 * off for the connection, which was back in the pool. Both runs do the same, with different versions.
 */
final class PausedResponses {

    private static final CountDownLatch PAUSED = new CountDownLatch(CaseRun.CONNECTIONS);

    private PausedResponses() {}

    public static void main(String[] args) throws InterruptedException {
        CaseRun run = CaseRun.of(args);
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setMaxPoolSize(CaseRun.CONNECTIONS));
        for (int i = 0; i < CaseRun.CONNECTIONS; i++) {
            client.getNow(run.port(), "127.0.0.1", "/", PausedResponses::receive);
        }
        PAUSED.await();
        run.endAfterHangUp(TcpState.CLOSE_WAIT);
        // The report is to see the client as it was.
        Runtime.getRuntime().exit(0);
    }

    private static void receive(HttpClientResponse response) {
        response.endHandler(new Pausing(response));
    }

    private static final class Pausing implements Handler<Void> {

        private final HttpClientResponse response;

        Pausing(HttpClientResponse response) {
            this.response = response;
        }

        @Override
        public void handle(Void end) {
            response.pause();
            PAUSED.countDown();
        }
    }
}
