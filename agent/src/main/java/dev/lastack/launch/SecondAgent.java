package dev.lastack.launch;

import dev.lastack.config.ConfigurationException;
import dev.lastack.config.SettingsChange;
import dev.lastack.kernel.StandardError;
import dev.lastack.text.Version;

/**
 * One more {@code -javaagent} of LastAck's, say from {@code JAVA_TOOL_OPTIONS} and the command line. The JVM appends both
 * jars to the class path and loads one {@link Agent}, the first jar's, even where they are of different versions: so the
 * second call comes to the same class, and joins the agent that is there. Its reports are added; all else stays.
 */
final class SecondAgent {

    private static final int SAY_MILLIS = 100;

    private SecondAgent() {}

    /** Says in one line what the second one changes. */
    static void joins(AgentSession session, String arguments) {
        new StandardError().say(join(session, arguments), SAY_MILLIS);
    }

    private static String join(AgentSession session, String arguments) {
        try {
            return line(session.join(arguments));
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage());
        }
    }

    static String line(SettingsChange change) {
        StringBuilder line = new StringBuilder("lastack: -javaagent is given more than once: LastAck ")
                .append(Version.CURRENT)
                .append(" is at work already, this one only adds its reports");
        if (!change.changed().isEmpty()) {
            line.append("; added: ").append(String.join(", ", change.changed()));
        }
        if (!change.unchanged().isEmpty()) {
            line.append("; without effect: ").append(String.join(", ", change.unchanged()));
        }
        return line.toString();
    }
}
