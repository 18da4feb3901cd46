package dev.lastack.attach.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Named values, a name possibly more than once, in the order in which they were added; as text one {@code name=value}
 * a line. Names that the reader does not know are passed over, so either side may be the newer one.
 */
public final class Facts {

    /** Counts up when an old reader could misunderstand. */
    public static final int VERSION = 1;

    // names

    /** {@link #VERSION} of the agent. */
    public static final String CONVERSATION = "conversation";

    /** Of LastAck in the target. */
    public static final String AGENT_VERSION = "agentVersion";

    /** {@code true} where this request has started the watch. */
    public static final String STARTED_NOW = "startedNow";

    /** {@code true} where the watch began after the JVM did. */
    public static final String ATTACHED_LATE = "attachedLate";

    public static final String MAIN_CLASS = "mainClass";
    public static final String JAVA_VERSION = "javaVersion";

    /** Of first closers: {@code kernel} or {@code inferred}. */
    public static final String FIRST_CLOSER_FIDELITY = "firstCloserFidelity";

    /** Of remote closes: {@code kernel} or {@code inferred}. */
    public static final String FIN_FIDELITY = "finFidelity";

    /** Milliseconds, with decimals: the longest time in which a thread beside found itself stopped. */
    public static final String PAUSE_MILLIS = "pauseMillis";

    /** Milliseconds: from the first step until the hooks were live. */
    public static final String INSTALL_MILLIS = "installMillis";

    /** Milliseconds since the hooks are live. */
    public static final String WATCHED_MILLIS = "watchedMillis";

    /** Connections that were open before and have a record since. */
    public static final String ADOPTED = "adopted";

    /** Those of them that were in CLOSE_WAIT then. */
    public static final String ADOPTED_CLOSE_WAIT = "adoptedCloseWait";

    /** TCP connections without a record; -1 where not known. */
    public static final String UNTRACKED_SOCKETS = "untrackedSockets";

    /** Bytes of the heap that are taken, garbage included; an agent of before it was there does not say. */
    public static final String HEAP_USED = "heapUsed";

    /** {@code key=value} that took effect by this request. */
    public static final String CHANGED = "changed";

    /** {@code key=value} that needs a new watch to take effect. */
    public static final String UNCHANGED = "unchanged";

    /** What a reader must know, one sentence each. */
    public static final String NOTE = "note";

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    public Facts add(String name, Object value) {
        names.add(name);
        values.add(String.valueOf(value).replace('\n', ' ').replace('\r', ' '));
        return this;
    }

    public Facts addAll(String name, List<String> all) {
        for (String value : all) {
            add(name, value);
        }
        return this;
    }

    /** Null where there is none. */
    public @Nullable String first(String name) {
        int index = names.indexOf(name);
        return index < 0 ? null : values.get(index);
    }

    public String text(String name) {
        String value = first(name);
        return value == null ? "" : value;
    }

    public boolean isTrue(String name) {
        return "true".equals(first(name));
    }

    /** 0 where there is none, or no number. */
    public double number(String name) {
        try {
            return Double.parseDouble(text(name));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    public List<String> all(String name) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                found.add(values.get(i));
            }
        }
        return found;
    }

    public String toText() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            text.append(names.get(i)).append('=').append(values.get(i)).append('\n');
        }
        return text.toString();
    }

    public static Facts parse(String text) {
        Facts facts = new Facts();
        for (String line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                facts.add(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return facts;
    }
}
