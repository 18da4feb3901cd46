package dev.lastack.cli.command;

import picocli.CommandLine.Option;

/** That the JVM may be stopped. */
final class ConsentOption {

    @Option(
            names = "--yes",
            description =
                    "Do not ask: the JVM may stand still while its heap is dumped. Needed where there is no terminal.")
    private boolean yes;

    boolean yes() {
        return yes;
    }
}
