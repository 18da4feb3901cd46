package dev.lastack.attach.protocol;

/**
 * The agent argument by which the command line asks to be talked with: {@code @TOKEN|JAR}. No setting begins with
 * {@code @}.
 *
 * @param token by which it knows the thread that was started for it, see {@link PipeEnds}
 * @param jar of LastAck, as the target sees it
 */
public record Invitation(String token, String jar) {

    public static boolean isOne(String agentArgument) {
        return agentArgument.startsWith("@") && agentArgument.indexOf('|') > 0;
    }

    public static Invitation parse(String agentArgument) {
        int bar = agentArgument.indexOf('|');
        return new Invitation(agentArgument.substring(1, bar), agentArgument.substring(bar + 1));
    }

    public String toArgument() {
        return "@" + token + "|" + jar;
    }
}
