package dev.lastack.analyze.host;

/**
 * What to think of one setting or counter of the host, whatever runs on it.
 *
 * @param name of the sysctl, {@code net.ipv4.tcp_tw_reuse}; of a counter as it is known, {@code TCPTimeWaitOverflow}
 * @param value as it was read; empty where it was not
 * @param meaning what it does, and for whom; a sentence or several
 * @param advice what to do about it; empty where nothing is to be done
 * @param sysctlLine the command that does it; empty where there is none
 */
public record SettingAdvice(String name, String value, String meaning, Level level, String advice, String sysctlLine) {

    /** Whether there is something to do. */
    public enum Level {
        OK,
        ADVICE,
        /** Could not be read. */
        UNKNOWN
    }

    static SettingAdvice ok(String name, Object value, String meaning) {
        return new SettingAdvice(name, value.toString(), meaning, Level.OK, "", "");
    }

    static SettingAdvice advice(String name, Object value, String meaning, String advice, String sysctlLine) {
        return new SettingAdvice(name, value.toString(), meaning, Level.ADVICE, advice, sysctlLine);
    }

    static SettingAdvice unknown(String name, String meaning) {
        return new SettingAdvice(name, "", meaning, Level.UNKNOWN, "", "");
    }
}
