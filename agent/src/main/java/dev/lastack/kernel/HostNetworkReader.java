package dev.lastack.kernel;

import dev.lastack.snapshot.EphemeralPorts;
import dev.lastack.snapshot.HostNetwork;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings and counters from a /proc tree. What is missing or unreadable is left out. */
public final class HostNetworkReader {

    private static final List<String> SETTINGS = List.of(
            "ip_local_port_range",
            "ip_local_reserved_ports",
            "tcp_tw_reuse",
            "tcp_tw_reuse_delay",
            "tcp_tw_recycle",
            "tcp_timestamps",
            "tcp_max_tw_buckets",
            "tcp_fin_timeout");

    private final Path proc;

    public HostNetworkReader(Path proc) {
        this.proc = proc;
    }

    public HostNetwork read() {
        return read(Map.of());
    }

    /** With the counters of an earlier reading, to be compared with. */
    public HostNetwork read(Map<String, Long> countersAtStart) {
        return read(new ProcTree(proc), countersAtStart);
    }

    static HostNetwork read(ProcTree proc, Map<String, Long> countersAtStart) {
        return new HostNetwork(settings(proc), counters(proc), countersAtStart);
    }

    /** The settings alone. */
    public HostNetwork settings() {
        return new HostNetwork(settings(new ProcTree(proc)), Map.of(), Map.of());
    }

    private static Map<String, Object> settings(ProcTree proc) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (String name : SETTINGS) {
            String text = proc.text("sys/net/ipv4/" + name);
            if (text != null) {
                settings.put("net.ipv4." + name, value(text.strip()));
            }
        }
        return settings;
    }

    /** The counters alone. */
    public Map<String, Long> counters() {
        return counters(new ProcTree(proc));
    }

    private static Map<String, Long> counters(ProcTree proc) {
        Map<String, Long> counters = new LinkedHashMap<>();
        addSockstat(counters, proc.text("net/sockstat"));
        addNetstat(counters, proc.text("net/netstat"));
        return counters;
    }

    /** Ports that a connect may take, 0 where not known: the range less the reserved ones within it. */
    public static int ephemeralPorts(HostNetwork host) {
        EphemeralPorts ports = EphemeralPorts.of(host);
        return ports == null ? 0 : ports.count();
    }

    private static Object value(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return text.replace('\t', ' ');
        }
    }

    /** {@code TCP: inuse 5 orphan 0 tw 3 alloc 7 mem 1}. */
    private static void addSockstat(Map<String, Long> counters, @Nullable String text) {
        if (text == null) {
            return;
        }
        for (String line : text.split("\n")) {
            if (line.startsWith("TCP:")) {
                String[] words = line.split(" ");
                for (int i = 1; i + 1 < words.length; i += 2) {
                    put(counters, sockstatName(words[i]), words[i + 1]);
                }
            }
        }
    }

    private static @Nullable String sockstatName(String word) {
        return switch (word) {
            case "inuse" -> "inUse";
            case "orphan" -> "orphans";
            case "tw" -> "timeWait";
            case "alloc" -> "allocated";
            default -> null;
        };
    }

    /** Two lines each: names, then numbers. */
    private static void addNetstat(Map<String, Long> counters, @Nullable String text) {
        if (text == null) {
            return;
        }
        String[] lines = text.split("\n");
        for (int i = 0; i + 1 < lines.length; i += 2) {
            String[] names = lines[i].split(" ");
            String[] values = lines[i + 1].split(" ");
            for (int j = 1; j < Math.min(names.length, values.length); j++) {
                put(counters, netstatName(names[j]), values[j]);
            }
        }
    }

    private static @Nullable String netstatName(String word) {
        return switch (word) {
            case "TCPTimeWaitOverflow" -> "timeWaitOverflow";
            case "TW" -> "timeWaitEnded";
            case "TWRecycled" -> "timeWaitReused";
            default -> null;
        };
    }

    private static void put(Map<String, Long> counters, @Nullable String name, String value) {
        if (name != null) {
            try {
                counters.put(name, Long.valueOf(value));
            } catch (NumberFormatException e) {
                // not a counter as we know it: left out
            }
        }
    }
}
