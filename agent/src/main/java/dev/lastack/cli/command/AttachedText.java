package dev.lastack.cli.command;

import dev.lastack.attach.protocol.Facts;
import dev.lastack.text.Printable;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text that {@code attach} prints. */
final class AttachedText {

    private static final String INDENT = "  ";

    private AttachedText() {}

    static List<String> lines(long pid, Facts facts) {
        List<String> lines = new ArrayList<>();
        String target = facts.text(Facts.MAIN_CLASS) + " (pid " + pid + ", JDK " + facts.text(Facts.JAVA_VERSION) + ")";
        if (facts.isTrue(Facts.STARTED_NOW)) {
            lines.add("LastAck " + facts.text(Facts.AGENT_VERSION) + " is attached to " + target);
            lines.add(INDENT + "hooks went in within " + Words.count((long) facts.number(Facts.INSTALL_MILLIS))
                    + " ms; the longest pause of the application meanwhile was " + tenths(facts) + " ms");
        } else {
            lines.add("LastAck " + facts.text(Facts.AGENT_VERSION) + " has been watching " + target + " for "
                    + Words.duration((long) facts.number(Facts.WATCHED_MILLIS)));
        }
        lines.add(INDENT + "first closer: " + firstCloser(facts) + "; remote closes: " + remoteCloses(facts));
        lines.add(INDENT + adopted(facts));
        lines.add(INDENT + untracked(facts));
        facts.all(Facts.CHANGED).forEach(pair -> lines.add(INDENT + "changed: " + pair));
        facts.all(Facts.UNCHANGED)
                .forEach(pair ->
                        lines.add(INDENT + "not changed: " + pair + " takes effect only after detach and attach"));
        facts.all(Facts.NOTE).forEach(note -> lines.add(INDENT + "note: " + note));
        return lines.stream().map(Printable::of).toList();
    }

    private static String tenths(Facts facts) {
        return String.format(Locale.ROOT, "%.1f", facts.number(Facts.PAUSE_MILLIS));
    }

    private static String firstCloser(Facts facts) {
        return facts.text(Facts.FIRST_CLOSER_FIDELITY).equals("kernel")
                ? "from the kernel"
                : "inferred from Java calls";
    }

    private static String remoteCloses(Facts facts) {
        return facts.text(Facts.FIN_FIDELITY).equals("kernel")
                ? "told by the kernel"
                : "known only where a read or write meets them";
    }

    private static String adopted(Facts facts) {
        long adopted = (long) facts.number(Facts.ADOPTED);
        if (!facts.isTrue(Facts.ATTACHED_LATE)) {
            return "here since the JVM started (-javaagent): no connection is older";
        }
        if (adopted == 0) {
            return "no connection was open when it was attached";
        }
        return Words.count(adopted, "connection") + " opened before that " + (adopted == 1 ? "is" : "are")
                + " watched from then on; " + Words.count((long) facts.number(Facts.ADOPTED_CLOSE_WAIT))
                + " in CLOSE_WAIT at that moment";
    }

    private static String untracked(Facts facts) {
        long untracked = (long) facts.number(Facts.UNTRACKED_SOCKETS);
        return "untracked sockets: " + (untracked < 0 ? "not known" : Words.count(untracked));
    }
}
