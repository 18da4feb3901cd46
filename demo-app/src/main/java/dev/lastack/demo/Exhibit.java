package dev.lastack.demo;

import dev.lastack.demo.orders.Scenario;
import java.util.Optional;

/**
 * One scenario in the demonstration.
 *
 * @param rule what its connections violate; empty for a healthy twin
 * @param connections how many it has unless asked otherwise; no two faults have the same number
 */
record Exhibit(Scenario scenario, Optional<String> rule, int connections) {

    static Exhibit fault(String rule, int connections, Scenario scenario) {
        return new Exhibit(scenario, Optional.of(rule), connections);
    }

    static Exhibit healthy(int connections, Scenario scenario) {
        return new Exhibit(scenario, Optional.empty(), connections);
    }

    String name() {
        return scenario.name();
    }

    Exhibit with(int otherConnections) {
        return new Exhibit(scenario, rule, otherConnections);
    }

    String line() {
        return String.format("%-24s %4d connections  %s", name(), connections, rule.orElse("healthy"));
    }
}
