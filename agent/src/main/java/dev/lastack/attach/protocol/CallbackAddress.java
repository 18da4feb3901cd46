package dev.lastack.attach.protocol;

/**
 * The agent argument by which the command line says where it waits: {@code @SOCKET|JAR}, both as the target sees them.
 * No setting begins with {@code @}.
 *
 * @param socket a Unix-domain socket that listens; its name has no {@code |}
 * @param jar of LastAck
 */
public record CallbackAddress(String socket, String jar) {

    public static boolean isOne(String agentArgument) {
        return agentArgument.startsWith("@") && agentArgument.indexOf('|') > 0;
    }

    public static CallbackAddress parse(String agentArgument) {
        int bar = agentArgument.indexOf('|');
        return new CallbackAddress(agentArgument.substring(1, bar), agentArgument.substring(bar + 1));
    }

    public String toArgument() {
        return "@" + socket + "|" + jar;
    }
}
