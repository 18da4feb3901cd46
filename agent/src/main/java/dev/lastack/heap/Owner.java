package dev.lastack.heap;

/**
 * What holds some connections.
 *
 * @param path from a root to the program's field that has the connection, or in words why there is none
 * @param holder the whole name of that field, or of the root; empty where there is none
 * @param connections how many it holds
 */
public record Owner(Kind kind, String path, String holder, int connections) {

    /** How a connection was found in the heap. */
    public enum Kind {
        /** A path of strong references leads to it. */
        HELD,
        /** None does: nobody can close it any more. */
        UNREACHABLE,
        /** The heap has it as closed: the program closed it between the report and the dump. */
        CLOSED,
        /** The heap has no object of it: closed and collected, or of a program that keeps it elsewhere. */
        ABSENT
    }
}
