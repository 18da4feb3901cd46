package dev.lastack.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Everything a report says about the connections opened at one place. */
public record CodePathOfReport(JsonNode node) {

    public String id() {
        return node.path("id").asText();
    }

    public String role() {
        return node.path("role").asText();
    }

    public String transport() {
        return node.path("transport").asText();
    }

    /** {@code ip:port} of the destination, or of the listener for a server. */
    public String peer() {
        return node.path("peer").asText();
    }

    public boolean openedBeforeWatch() {
        return node.path("openedBeforeWatch").asBoolean();
    }

    public long closeWaitNow() {
        return Report.number(node.at("/closeWait/now"), "closeWait.now of " + id());
    }

    /** The innermost frames of the stacks of this kind: {@code closedBy}, {@code eofSeenBy}, {@code lastUsedBy}. */
    public List<String> sites(String kind) {
        return Report.elements(node.path(kind))
                .flatMap(count -> Report.texts(count.path("stack")).stream())
                .toList();
    }

    public int peerPort() {
        return Integer.parseInt(peer().substring(peer().lastIndexOf(':') + 1));
    }

    public List<String> openStack() {
        return Report.texts(node.path("openStack"));
    }

    /** All frames of the stacks that are evidence of this kind. */
    public List<String> evidence(String kind) {
        return Report.elements(node.path("evidence"))
                .filter(one -> one.path("kind").asText().equals(kind))
                .flatMap(one -> Report.texts(one.path("stack")).stream())
                .toList();
    }

    public List<Sample> samples() {
        return Report.elements(node.path("samples")).map(Sample::new).toList();
    }

    public long opened() {
        return Report.number(node.path("opened"), "opened of " + id());
    }

    public long closed() {
        return Report.number(node.path("closed"), "closed of " + id());
    }

    public long open() {
        return Report.number(node.path("open"), "open of " + id());
    }

    public long firstCloser(String name) {
        return Report.number(node.at("/firstCloser/" + name), "firstCloser." + name + " of " + id());
    }

    public long timeWaitLeft() {
        return Report.number(node.at("/timeWait/left"), "timeWait.left of " + id());
    }

    public long closeWaitP50Millis() {
        return Report.number(node.at("/closeWait/p50Millis"), "closeWait.p50Millis of " + id());
    }

    @Override
    public String toString() {
        return node.toPrettyString();
    }
}
