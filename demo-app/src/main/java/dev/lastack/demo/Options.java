package dev.lastack.demo;

import dev.lastack.demo.load.Load;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The command line.
 *
 * @param exhibits what to run, with the number of connections asked for
 * @param load what to run instead, with no end of its own but {@code hold}
 * @param hold how long to keep the state before ending, or to go on with the load
 * @param listOnly print what there is, run nothing
 */
record Options(List<Exhibit> exhibits, Optional<Load> load, Duration hold, boolean listOnly) {

    private static final String LOADS =
            Arrays.stream(Load.values()).map(Load::toString).collect(Collectors.joining("|"));

    static final String USAGE = "usage: [--list] [--only=Scenario] [--connections=N] [--hold=800ms]\n"
            + "       --load=" + LOADS + " [--hold=300s]";

    /** Longer than the thresholds of the demonstration, so that every fault is old enough at the end. */
    private static final Duration DEFAULT_HOLD = Duration.ofMillis(800);

    /** As long as {@code audit} watches unless told otherwise. */
    private static final Duration DEFAULT_LOAD = Duration.ofMinutes(5);

    /** @throws IllegalArgumentException with a line for the person who typed it */
    static Options parse(String... args) {
        List<Exhibit> exhibits = Exhibition.ALL;
        Optional<Load> load = Optional.empty();
        Optional<Duration> hold = Optional.empty();
        OptionalInt connections = OptionalInt.empty();
        boolean listOnly = false;
        for (String arg : args) {
            String value = arg.substring(arg.indexOf('=') + 1);
            switch (arg.substring(0, arg.length() - value.length())) {
                case "--only=" -> exhibits = List.of(exhibit(value));
                case "--connections=" -> connections = OptionalInt.of(connections(value));
                case "--load=" -> load = Optional.of(load(value));
                case "--hold=" -> hold = Optional.of(duration(value));
                default -> {
                    require(arg.equals("--list"), "unknown argument " + arg);
                    listOnly = true;
                }
            }
        }
        return new Options(
                resized(exhibits, connections),
                load,
                hold.orElse(load.isPresent() ? DEFAULT_LOAD : DEFAULT_HOLD),
                listOnly);
    }

    private static List<Exhibit> resized(List<Exhibit> exhibits, OptionalInt connections) {
        return connections.isEmpty()
                ? exhibits
                : exhibits.stream()
                        .map(exhibit -> exhibit.with(connections.getAsInt()))
                        .toList();
    }

    private static Exhibit exhibit(String name) {
        return Exhibition.named(name)
                .orElseThrow(() -> new IllegalArgumentException("--only=" + name + ": --list names the scenarios"));
    }

    private static Load load(String name) {
        return Load.named(name).orElseThrow(() -> new IllegalArgumentException("--load=" + name + ": one of " + LOADS));
    }

    private static int connections(String value) {
        require(value.matches("[1-9]\\d{0,4}"), "--connections=" + value + ": a number from 1 to 99999 is expected");
        return Integer.parseInt(value);
    }

    private static Duration duration(String value) {
        require(value.matches("\\d{1,9}m?s"), "--hold=" + value + ": a duration like 800ms or 2s is expected");
        return Duration.parse(
                value.endsWith("ms")
                        ? "PT" + Long.parseLong(value.substring(0, value.length() - 2)) / 1000.0 + "S"
                        : "PT" + value);
    }

    private static void require(boolean right, String complaint) {
        if (!right) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
