package dev.lastack.cli.command;

import picocli.CommandLine.Command;

/** The command {@code lastack} itself: its help, and its version. */
@Command(
        name = "lastack",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Names the code that leaves TCP connections in CLOSE_WAIT, and the code whose short connections pile up"
                    + " TIME_WAIT."
        },
        footer = {
            "",
            "Run as:    java -jar lastack.jar COMMAND",
            "As agent:  java -javaagent:lastack.jar=report=- -jar app.jar",
            "Exit codes of each command: COMMAND -h; 2 for a wrong command line."
        })
public final class LastAckCommand {}
