package dev.lastack.attach.protocol;

import java.util.List;

/**
 * What was asked.
 *
 * @param verb as it came over the wire: it may be of a newer version than this side
 */
public record Request(String verb, List<String> arguments) {

    public Request {
        arguments = List.copyOf(arguments);
    }
}
