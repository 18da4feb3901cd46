package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.TcpState;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** A response that is no success is thrown away, its body never closed. */
final class UnclosedOkHttpBody {

    private UnclosedOkHttpBody() {}

    public static void main(String[] args) throws IOException {
        CaseRun run = CaseRun.of(args);
        OkHttpClient client = new OkHttpClient();
        for (int i = 0; i < CaseRun.CONNECTIONS; i++) {
            if (run.bad()) {
                fetch(client, run);
            } else {
                fetchAndClose(client, run);
            }
        }
        run.end(TcpState.CLOSE_WAIT);
        // OkHttp's own threads are no daemons for a minute.
        Runtime.getRuntime().exit(0);
    }

    @SuppressWarnings("MustBeClosedChecker") // the bug
    private static void fetch(OkHttpClient client, CaseRun run) throws IOException {
        Response response =
                client.newCall(new Request.Builder().url(run.url()).build()).execute();
        System.out.println("STATUS " + response.code());
    }

    private static void fetchAndClose(OkHttpClient client, CaseRun run) throws IOException {
        try (Response response =
                client.newCall(new Request.Builder().url(run.url()).build()).execute()) {
            System.out.println("STATUS " + response.code());
        }
    }
}
