package dev.lastack.analyze.host;

import dev.lastack.analyze.host.SettingAdvice.Level;
import dev.lastack.snapshot.HostReading;
import dev.lastack.snapshot.NetworkPlace.Namespace;
import dev.lastack.snapshot.UnreadableFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code doctor} says of a host: {@link HostDoctor}'s judgement, and for whom each setting is to be changed. */
public record HostCheck(HostReading host, List<Item> items) {

    private static final String SYSCTL = "net.";

    public HostCheck {
        items = List.copyOf(items);
    }

    public static HostCheck of(HostReading host) {
        List<Item> items = new ArrayList<>();
        for (SettingAdvice advice : HostDoctor.judge(host.network(), host.kernelRelease())) {
            String unread = advice.level() == Level.UNKNOWN ? whyUnread(advice.name(), host) : "";
            items.add(new Item(advice, scope(advice, host), unread));
        }
        return new HostCheck(host, items);
    }

    /** Advice counts before what could not be read: it is to be followed in any case. */
    public Outcome verdict() {
        if (count(Level.ADVICE) > 0) {
            return Outcome.ADVICE;
        }
        return count(Level.UNKNOWN) > 0 ? Outcome.UNREAD : Outcome.NOTHING_TO_DO;
    }

    public long count(Level level) {
        return items.stream().filter(item -> item.advice().level() == level).count();
    }

    /** The commands of all advice, each once. */
    public Set<String> commands() {
        Set<String> commands = new LinkedHashSet<>();
        for (Item item : items) {
            if (!item.advice().sysctlLine().isEmpty()) {
                commands.add(item.advice().sysctlLine());
            }
        }
        return commands;
    }

    /** Names of the settings of that scope. */
    public List<String> names(Scope scope) {
        return items.stream()
                .filter(item -> item.scope() == scope)
                .map(item -> item.advice().name())
                .toList();
    }

    /** Null for what is no setting, or is none in this kernel. */
    private static @Nullable Scope scope(SettingAdvice advice, HostReading host) {
        boolean read = host.network().settings().containsKey(advice.name());
        if (!advice.name().startsWith(SYSCTL) || (!read && advice.level() == Level.OK)) {
            return null;
        }
        if (host.place().namespace() == Namespace.OWN) {
            // Better than the release: distributors backport, and a namespace shows nothing that is not its own.
            return read ? Scope.NETWORK_NAMESPACE : Scope.HOST;
        }
        return HostDoctor.belongsToNamespace(advice.name(), host.kernelRelease())
                ? Scope.NETWORK_NAMESPACE
                : Scope.HOST;
    }

    private static String whyUnread(String name, HostReading host) {
        String file = file(name);
        UnreadableFile unread = host.unread(file);
        if (unread == null) {
            return "/proc/" + file + " has no such value, or not the kind that was expected";
        }
        boolean hidden = unread.missing()
                && name.startsWith(SYSCTL)
                && (host.place().namespace() == Namespace.OWN || host.place().container());
        return "/proc/" + file + ": " + unread.reason()
                + (hidden ? "; it may be one for the whole host on this kernel: run doctor on the host" : "");
    }

    private static String file(String name) {
        return switch (name) {
            case "TIME_WAIT" -> "net/sockstat";
            case "TCPTimeWaitOverflow" -> "net/netstat";
            default -> "sys/" + name.replace('.', '/');
        };
    }

    /**
     * One setting or counter.
     *
     * @param unread why it could not be read; empty where it was
     */
    public record Item(SettingAdvice advice, @Nullable Scope scope, String unread) {}

    /** Where a setting is changed. */
    public enum Scope {
        NETWORK_NAMESPACE,
        HOST
    }

    /** Verdict over all items. */
    public enum Outcome {
        NOTHING_TO_DO,
        ADVICE,
        /** No advice, but something could not be read: there may be some. */
        UNREAD
    }
}
