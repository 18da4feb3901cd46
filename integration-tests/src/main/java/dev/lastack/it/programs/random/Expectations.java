package dev.lastack.it.programs.random;

import java.util.Map;
import java.util.TreeMap;

/** Counts what the program itself did, per code path, for the test to compare. */
final class Expectations {

    private final Map<String, Integer> counts = new TreeMap<>();

    synchronized void add(String role, SocketApi transport, int listenerPort, String firstCloser) {
        counts.merge(role + " " + transport.nameInReport() + " " + listenerPort + " " + firstCloser, 1, Integer::sum);
    }

    synchronized void print() {
        counts.forEach((key, count) -> System.out.println("EXPECT " + key + " " + count));
    }
}
