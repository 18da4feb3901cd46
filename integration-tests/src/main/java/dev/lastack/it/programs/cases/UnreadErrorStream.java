package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.TcpState;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** A 404 makes {@code getInputStream} throw, and the body lies in the error stream that nobody reads. */
final class UnreadErrorStream {

    private UnreadErrorStream() {}

    public static void main(String[] args) throws IOException {
        CaseRun run = CaseRun.of(args);
        for (int i = 0; i < CaseRun.CONNECTIONS; i++) {
            fetch(run);
        }
        run.end(TcpState.CLOSE_WAIT);
    }

    private static void fetch(CaseRun run) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(run.url()).openConnection();
        try (InputStream in = connection.getInputStream()) {
            throw new IllegalStateException("no 404 but " + in.read());
        } catch (FileNotFoundException expected) {
            if (!run.bad()) {
                readErrorStream(connection);
            }
        }
    }

    private static void readErrorStream(HttpURLConnection connection) throws IOException {
        try (InputStream error = connection.getErrorStream()) {
            System.out.println("READ " + error.readAllBytes().length);
        }
    }
}
