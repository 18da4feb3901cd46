package dev.lastack.report.json;

import dev.lastack.snapshot.Handled;
import java.io.IOException;

/** {@code handler}, {@code route} and {@code asyncStartedAt} of a finding and of a sample. */
final class JsonHandler {

    private final JsonOut json;

    JsonHandler(JsonOut json) {
        this.json = json;
    }

    void write(Handled handled) throws IOException {
        json.text("handler", handled.site().toString());
        json.text("route", handled.route());
        json.time("asyncStartedAt", handled.asyncStartedAt());
    }
}
