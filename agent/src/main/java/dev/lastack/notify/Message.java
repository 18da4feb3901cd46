package dev.lastack.notify;

import dev.lastack.found.NewFinding;
import dev.lastack.report.json.FindingDocument;
import java.io.IOException;

/** What is told of a finding. Holds texts only: it may wait for a while, and a snapshot must not wait with it. */
final class Message {

    private static final byte[] NONE = {};

    private final String line;
    private final byte[] json;

    Message(String line, byte[] json) {
        this.line = line;
        this.json = json;
    }

    /** For a person. */
    String line() {
        return line;
    }

    /** For a program, {@code lastack-finding/1}; empty where nobody wants it. Not to be changed. */
    byte[] json() {
        return json;
    }

    static Message of(NewFinding found, boolean withJson) throws IOException {
        return new Message(
                line(found),
                withJson
                        ? FindingDocument.of(found.identity(), found.finding(), found.path(), found.snapshot())
                        : NONE);
    }

    private static String line(NewFinding found) {
        long connections = found.finding().connections();
        String site = found.site().isEmpty() ? "" : " at " + found.site();
        String role = found.role().isEmpty() ? "" : ", " + found.role() + " of " + found.peer();
        String count =
                connections == 0 ? "" : connections == 1 ? " (1 connection)" : " (" + connections + " connections)";
        return "lastack: new " + found.severity() + " " + found.finding().rule() + site + role + ": "
                + found.finding().title() + count;
    }
}
