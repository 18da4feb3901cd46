package dev.lastack.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts the agent on a command: as an argument where the command is {@code java} itself, and else through {@code
 * JDK_JAVA_OPTIONS}, which every {@code java} that a script starts takes its options from. See
 * docs/decisions/0017-run-uses-jdk-java-options.md.
 */
final class AgentOnCommand {

    static final String VARIABLE = "JDK_JAVA_OPTIONS";

    private final String option;

    AgentOnCommand(Path jar, String arguments) {
        this.option = "-javaagent:" + jar + "=" + arguments;
    }

    ProcessBuilder prepare(List<String> command) {
        boolean direct = isJava(command.get(0));
        ProcessBuilder builder = new ProcessBuilder(direct ? withOption(command) : command).inheritIO();
        if (!direct) {
            Map<String, String> environment = builder.environment();
            String before = environment.getOrDefault(VARIABLE, "");
            environment.put(VARIABLE, (before + " \"" + option + "\"").strip());
        }
        return builder;
    }

    /** By its name, wherever it is. */
    static boolean isJava(String command) {
        return command.substring(command.lastIndexOf('/') + 1).equals("java");
    }

    private List<String> withOption(List<String> command) {
        List<String> all = new ArrayList<>(command);
        all.add(1, option);
        return all;
    }
}
