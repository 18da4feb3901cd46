package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.TcpState;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

/** A health check that looks at the status and never at the body. Good: it disconnects. */
final class ResponseCodeOnly {

    private ResponseCodeOnly() {}

    public static void main(String[] args) throws IOException {
        CaseRun run = CaseRun.of(args);
        for (int i = 0; i < CaseRun.CONNECTIONS; i++) {
            check(run);
        }
        run.end(TcpState.CLOSE_WAIT);
    }

    private static void check(CaseRun run) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(run.url()).openConnection();
        System.out.println("STATUS " + connection.getResponseCode());
        if (!run.bad()) {
            connection.disconnect();
        }
    }
}
