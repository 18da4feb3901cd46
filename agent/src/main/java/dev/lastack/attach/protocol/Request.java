package dev.lastack.attach.protocol;

import java.util.List;

/**
 * One request of a command line to the agent: what to do, and with what.
 *
 * @param verb as it came over the wire: it may be of a newer version than this side
 */
public record Request(String verb, List<String> arguments) {

    public Request {
        arguments = List.copyOf(arguments);
    }
}
