package dev.lastack.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One entry of {@code findings} in a report. */
public record FindingOfReport(JsonNode node) {

    public String rule() {
        return node.path("rule").asText();
    }

    public String severity() {
        return node.path("severity").asText();
    }

    public long connections() {
        return Report.number(node.path("connections"), "connections of " + this);
    }

    public long evidence(String name) {
        return Report.number(node.path("evidence").path(name), "evidence " + name + " of " + this);
    }

    /** {@code package.Class.method(File.java:42)}, empty where the report says null. */
    public String culprit() {
        return node.path("culprit").asText("");
    }

    /** What was seen, a line each. */
    public List<String> details() {
        return Report.texts(node.path("details"));
    }

    public String codePath() {
        return node.path("codePath").asText();
    }

    /** All that it is about, {@link #codePath} first. */
    public List<String> codePaths() {
        return Report.texts(node.path("codePaths"));
    }

    /** How many remote addresses or listeners. */
    public long peers() {
        return node.path("evidence").path("peers").asLong(1);
    }

    @Override
    public String toString() {
        return node.toPrettyString();
    }
}
