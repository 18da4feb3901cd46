package dev.lastack.cli.audit;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.text.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one cause that became more while the JVM was watched. Immutable.
 *
 * @param paths the ids of their code paths, not empty
 * @param site the first application frame of the stack that opens them; null where there is none
 * @param reused of the open ones, most are used again and again
 * @param load how the load at the end was to that at the beginning
 */
record Growth(
        List<String> paths,
        @Nullable String site,
        String role,
        String peer,
        Series opened,
        Series open,
        Series closeWait,
        boolean reused,
        Load load,
        long millis) {

    boolean grows() {
        return open.grows() || closeWait.grows();
    }

    /** In CLOSE_WAIT it is this program that owes the close; in ESTABLISHED it may be the remote's affair, or a pool's. */
    Severity severity() {
        boolean ours = closeWait.grows() || (role.equals("client") && !reused);
        return ours && !load.grew() ? Severity.ERROR : Severity.WARNING;
    }

    /** Of a thousand that were opened, so many stayed open. */
    double perThousand() {
        return opened.growth() <= 0 ? 0 : 1000.0 * open.growth() / opened.growth();
    }

    /** One line. */
    String text() {
        StringBuilder text = new StringBuilder("grew within ")
                .append(Words.duration(millis))
                .append(": open ")
                .append(fromTo(open))
                .append(", CLOSE_WAIT ")
                .append(fromTo(closeWait));
        if (opened.growth() > 0) {
            text.append("; ")
                    .append(Words.count(opened.growth()))
                    .append(" opened meanwhile, ")
                    .append(Words.count(Math.round(perThousand())))
                    .append(" more open for each thousand");
        }
        return text.toString();
    }

    private static String fromTo(Series series) {
        return Words.count(series.first()) + " -> " + Words.count(series.last());
    }
}
