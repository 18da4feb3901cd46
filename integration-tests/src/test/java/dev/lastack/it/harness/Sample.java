package dev.lastack.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** One connection that was open when the report was written. */
public record Sample(JsonNode node) {

    void checkSense(Instant generatedAt) {
        assertThat(time("openedAt")).as("openedAt").isBeforeOrEqualTo(generatedAt);
        if (node.path("state").asText().equals("CLOSE_WAIT")) {
            assertThat(node.path("remoteClosedAt").isTextual())
                    .as("remoteClosedAt is known where the state is CLOSE_WAIT")
                    .isTrue();
        }
        if (node.path("remoteClosedAt").isTextual()) {
            assertThat(time("remoteClosedAt")).as("remoteClosedAt").isBetween(time("openedAt"), generatedAt);
        }
    }

    private Instant time(String name) {
        return Instant.parse(node.path(name).asText());
    }
}
