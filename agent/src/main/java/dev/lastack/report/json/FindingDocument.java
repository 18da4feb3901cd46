package dev.lastack.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.json.Json;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Stack;
import dev.lastack.text.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One finding as a document of its own, {@code lastack-finding/1}, see docs/finding.schema.json. */
public final class FindingDocument {

    /** Linux gives a pipe 16 pages: so much is written to a program at once, whether it reads or not. */
    static final int LARGEST = 60_000;

    /** More than any stack that somebody reads in a message. */
    private static final int MOST_FRAMES = 64;

    private final JsonOut json;

    private FindingDocument(JsonOut json) {
        this.json = json;
    }

    /**
     * In ASCII, as {@link JsonReport}. At most {@link #LARGEST} bytes wherever names are of a length that people give.
     *
     * @param path the code path with the most of its connections; null where it is about no connections
     */
    public static byte[] of(String identity, Finding finding, @Nullable CodePath path, Snapshot snapshot)
            throws IOException {
        byte[] whole = of(identity, finding, path, snapshot, MOST_FRAMES);
        return whole.length <= LARGEST ? whole : of(identity, finding, path, snapshot, 0);
    }

    private static byte[] of(String identity, Finding finding, @Nullable CodePath path, Snapshot snapshot, int frames)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = Json.generator(out)) {
            JsonOut json = new JsonOut(generator);
            json.begin();
            json.text("schema", "lastack-finding/1");
            json.time("foundAt", snapshot.takenAt());
            json.text("version", Version.CURRENT);
            json.text("identity", identity);
            new JsonJvm(json).write(snapshot.jvm());
            new FindingDocument(json).codePath(path, frames);
            json.begin("finding");
            new JsonFinding(json).write(finding);
            json.end();
            json.end();
        }
        return out.toByteArray();
    }

    private void codePath(@Nullable CodePath path, int frames) throws IOException {
        json.text("role", path == null ? "" : path.role().name().toLowerCase(Locale.ROOT));
        json.text("transport", path == null ? "" : path.transport().id());
        json.text("peer", path == null ? "" : path.peer());
        json.stack("openStack", path == null ? Stack.EMPTY : top(path.openStack(), frames));
    }

    private static Stack top(Stack stack, int frames) {
        return stack.frames().size() <= frames
                ? stack
                : new Stack(stack.frames().subList(0, frames));
    }
}
