package dev.lastack.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastack.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JsonOutTest {

    /** Of one second several times, and of others in between. */
    @Test
    void times_areUtcWithThreeDigitsOfMilliseconds() throws IOException {
        assertThat(written("2026-11-28T01:40:07.000000001Z")).isEqualTo("2026-11-28T01:40:07.000Z");
        assertThat(written(
                        "2026-11-28T01:40:07.001Z",
                        "2026-11-28T01:40:07.0129Z",
                        "2026-11-28T01:40:08.999999999Z",
                        "2026-11-28T01:40:07.4Z",
                        "1969-12-31T23:59:59.25Z",
                        "0007-02-03T04:05:06Z"))
                .isEqualTo("2026-11-28T01:40:07.001Z 2026-11-28T01:40:07.012Z 2026-11-28T01:40:08.999Z"
                        + " 2026-11-28T01:40:07.400Z 1969-12-31T23:59:59.250Z 0007-02-03T04:05:06.000Z");
    }

    private static String written(String... times) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = Json.generator(bytes)) {
            JsonOut out = new JsonOut(generator);
            out.begin();
            for (String time : times) {
                out.time("t", Instant.parse(time));
            }
            out.end();
        }
        return bytes.toString(StandardCharsets.UTF_8)
                .replaceAll("[{}\\s]+", "")
                .replace("\"t\":\"", "")
                .replace("\",", " ")
                .replace("\"", "");
    }
}
