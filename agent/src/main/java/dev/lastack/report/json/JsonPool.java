package dev.lastack.report.json;

import dev.lastack.snapshot.Pooled;
import dev.lastack.snapshot.Site;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code pool} of a finding and of a sample. */
final class JsonPool {

    private final JsonOut json;

    JsonPool(JsonOut json) {
        this.json = json;
    }

    void write(Pooled pooled, @Nullable Site borrowedBy) throws IOException {
        json.begin("pool");
        json.text("library", pooled.library().id());
        json.text("name", pooled.name());
        json.name("state", pooled.state());
        json.time("borrowedAt", pooled.borrowedAt());
        json.text("borrowedBy", borrowedBy == null ? null : borrowedBy.toString());
        json.end();
    }
}
