package dev.lastack.conversation;

/**
 * The agent argument by which the command line says where it waits: {@code @SOCKET|JAR}, both as the target sees them.
 * No setting begins with {@code @}.
 *
 * @param socket a Unix-domain socket that listens; its name has no {@code |}
 * @param jar of LastAck
 */
public record Invitation(String socket, String jar) {

    public static boolean isOne(String agentArgument) {
        return agentArgument.startsWith("@") && agentArgument.indexOf('|') > 0;
    }

    public static Invitation parse(String agentArgument) {
        int bar = agentArgument.indexOf('|');
        return new Invitation(agentArgument.substring(1, bar), agentArgument.substring(bar + 1));
    }

    public String toArgument() {
        return "@" + socket + "|" + jar;
    }
}
