package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.TcpState;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** The body is a stream and nobody reads it: the data blocks the server's FIN, the leak looks ESTABLISHED. */
final class UnreadHttpBody {

    private static final List<HttpResponse<InputStream>> RESPONSES = new ArrayList<>();

    private UnreadHttpBody() {}

    public static void main(String[] args) throws Exception {
        CaseRun run = CaseRun.of(args);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < CaseRun.CONNECTIONS; i++) {
            HttpResponse<InputStream> response = fetch(client, run);
            if (!run.bad()) {
                read(response);
            }
            RESPONSES.add(response);
        }
        run.endAfterHangUp(TcpState.ESTABLISHED);
    }

    private static HttpResponse<InputStream> fetch(HttpClient client, CaseRun run) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(run.url())).build();
        return client.send(request, BodyHandlers.ofInputStream());
    }

    private static void read(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            System.out.println("READ " + body.readAllBytes().length);
        }
    }
}
