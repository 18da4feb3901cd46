package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.TcpState;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** Calls disconnect() after each request, as if it were close(): it throws the kept-alive connection away. Good: it does not. */
final class DisconnectsEachTime {

    private DisconnectsEachTime() {}

    public static void main(String[] args) throws IOException {
        CaseRun run = CaseRun.of(args);
        for (int i = 0; i < CaseRun.CONNECTIONS; i++) {
            fetch(run);
        }
        run.endWith(run.bad() ? TcpState.TIME_WAIT : TcpState.ESTABLISHED, run.bad() ? CaseRun.CONNECTIONS : 1);
    }

    private static void fetch(CaseRun run) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(run.url()).openConnection();
        InputStream body = connection.getInputStream();
        body.readAllBytes();
        if (run.bad()) {
            connection.disconnect(); // after body.close() it would find nothing to throw away
        } else {
            body.close();
        }
    }
}
