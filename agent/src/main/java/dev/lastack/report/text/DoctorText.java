package dev.lastack.report.text;

import dev.lastack.analyze.host.HostCheck;
import dev.lastack.analyze.host.HostCheck.Scope;
import dev.lastack.analyze.host.SettingAdvice;
import dev.lastack.analyze.host.SettingAdvice.Level;
import dev.lastack.snapshot.HostReading;
import dev.lastack.snapshot.NetworkPlace;
import dev.lastack.snapshot.NetworkPlace.Namespace;
import dev.lastack.text.Paint;
import dev.lastack.text.Paragraphs;
import dev.lastack.text.Printable;
import dev.lastack.text.Version;
import dev.lastack.text.Words;
import java.util.List;

/** A host's settings for people: plain text, see docs/doctor.md for samples. */
public final class DoctorText {

    private static final int WIDTH = 100;
    private static final String INDENT = "        ";
    private static final String SYSCTL_COMMAND = "sysctl -w ";

    private final HostCheck checkup;
    private final Paint paint;
    private final StringBuilder text = new StringBuilder();

    private DoctorText(HostCheck checkup, Paint paint) {
        this.checkup = checkup;
        this.paint = paint;
    }

    /** Lines end in {@code \n}. */
    public static String render(HostCheck checkup, Paint paint) {
        DoctorText report = new DoctorText(checkup, paint);
        report.header();
        checkup.items().forEach(report::item);
        report.summary();
        report.commands();
        report.place();
        return report.text.toString();
    }

    private void header() {
        HostReading host = checkup.host();
        String release = host.kernelRelease() == null
                ? "kernel release not known"
                : "Linux " + Printable.of(host.kernelRelease());
        line(paint.bold("LastAck " + Version.CURRENT + " doctor") + "  " + release + "  network namespace: "
                + namespace(host.place().namespace()));
    }

    private static String namespace(Namespace namespace) {
        return switch (namespace) {
            case HOST -> "the host's";
            case OWN -> "one of its own";
            case UNKNOWN -> "not known";
        };
    }

    private void item(HostCheck.Item item) {
        SettingAdvice advice = item.advice();
        line("");
        if (advice.level() == Level.UNKNOWN) {
            line(label(advice.level()) + advice.name() + "  could not be read");
            wrapped(item.unread());
        } else {
            line(label(advice.level()) + paint.bold(advice.name() + " = " + advice.value()));
        }
        wrapped(advice.meaning());
        if (advice.level() == Level.ADVICE) {
            wrapped("to do: " + advice.advice());
            if (!advice.sysctlLine().isEmpty()) {
                line(INDENT + "run:   " + advice.sysctlLine());
            }
        }
    }

    /** As wide as the indent. */
    private String label(Level level) {
        return switch (level) {
            case OK -> paint.good("ok") + "      ";
            case ADVICE -> paint.bad("ADVICE") + "  ";
            case UNKNOWN -> paint.unsure("?") + "       ";
        };
    }

    private void summary() {
        long advice = checkup.count(Level.ADVICE);
        long unread = checkup.count(Level.UNKNOWN);
        line("");
        line(Words.count(checkup.items().size(), "setting") + " and counters: "
                + (advice == 0 ? "nothing to change" : Words.count(advice) + " with advice")
                + (unread == 0 ? "" : ", " + Words.count(unread) + " could not be read"));
    }

    private void commands() {
        if (checkup.commands().isEmpty()) {
            return;
        }
        NetworkPlace place = checkup.host().place();
        line("");
        if (place.namespace() == Namespace.OWN) {
            commands("Until this network namespace ends, as root inside it:");
            startOptions();
        } else {
            String where = place.container() ? ", on the host:" : ":";
            commands("Until the next boot, as root" + where);
            line("For good, in a file such as /etc/sysctl.d/90-time-wait.conf" + where);
            checkup.commands().forEach(command -> line("  " + configurationLine(command)));
        }
    }

    private void commands(String heading) {
        line(heading);
        checkup.commands().forEach(command -> line("  " + command));
    }

    /** A container's own /etc/sysctl.d is read by nobody. */
    private void startOptions() {
        line("For good, where the container is started (docker, podman):");
        checkup.commands().forEach(command -> line("  --sysctl " + setting(command)));
    }

    /** A shell takes the quotes away, the file would keep them. */
    private static String configurationLine(String command) {
        return setting(command).replace("\"", "").replace("=", " = ");
    }

    private static String setting(String command) {
        return command.substring(SYSCTL_COMMAND.length());
    }

    private void place() {
        NetworkPlace place = checkup.host().place();
        line("");
        if (place.namespace() == Namespace.HOST) {
            paragraph(
                    place.container()
                            ? "This is a container (" + Words.list(place.containerHints()) + ") that shares the host's"
                                    + " network: all of this is the host's, and is changed on the host."
                            : "A container with a network of its own has its own values: run doctor inside it, too.");
            scope("on this kernel it shares with the host", Scope.HOST);
        } else {
            paragraph(placeOfItsOwn(place));
            scope("belong to the network namespace", Scope.NETWORK_NAMESPACE);
            scope("must be changed on the host", Scope.HOST);
            paragraph("Those of the namespace are not inherited from the host. They are set where a container is"
                    + " started: docker run --sysctl NAME=VALUE, or in Kubernetes the pod's"
                    + " securityContext.sysctls.");
        }
    }

    private static String placeOfItsOwn(NetworkPlace place) {
        String what = place.container()
                ? "This is a container (" + Words.list(place.containerHints()) + ")"
                : "No container was recognised";
        return place.namespace() == Namespace.OWN
                ? what + ", and its network namespace is not the host's."
                : what + "; whether its network namespace is the host's could not be told. If it is not:";
    }

    private void scope(String says, Scope scope) {
        List<String> names = checkup.names(scope);
        if (!names.isEmpty()) {
            text.append(Paragraphs.wrap(says + ": " + String.join(" ", names), "  ", "  ", WIDTH));
        }
    }

    private void paragraph(String words) {
        text.append(Paragraphs.wrap(Printable.of(words), "", "", WIDTH));
    }

    private void wrapped(String words) {
        text.append(Paragraphs.wrap(Printable.of(words), INDENT, "", WIDTH));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
