package dev.lastack.kernel;

import dev.lastack.snapshot.HostNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
            "tcp_tw_recycle",
            "tcp_timestamps",
            "tcp_max_tw_buckets",
            "tcp_fin_timeout");

    /** Ten times what /proc/net/netstat has. */
    private static final int MAX_BYTES = 1 << 17;

    private final Path proc;

    public HostNetworkReader(Path proc) {
        this.proc = proc;
    }

    public HostNetwork read() {
        return read(Map.of());
    }

    /** With the counters of an earlier reading, to be compared with. */
    public HostNetwork read(Map<String, Long> countersAtStart) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (String name : SETTINGS) {
            String text = text(proc.resolve("sys/net/ipv4").resolve(name));
            if (text != null) {
                settings.put("net.ipv4." + name, value(text.strip()));
            }
        }
        Map<String, Long> counters = new LinkedHashMap<>();
        addSockstat(counters);
        addNetstat(counters);
        return new HostNetwork(settings, counters, countersAtStart);
    }

    /** Ports that a connect may take, 0 where not known: the range less the reserved ones within it. */
    public static int ephemeralPorts(HostNetwork host) {
        Object range = host.settings().get("net.ipv4.ip_local_port_range");
        if (range == null) {
            return 0;
        }
        String[] bounds = range.toString().split("\\s+");
        try {
            int low = Integer.parseInt(bounds[0]);
            int high = Integer.parseInt(bounds[1]);
            Object reserved = host.settings().get("net.ipv4.ip_local_reserved_ports");
            return high - low + 1 - reservedWithin(reserved == null ? "" : reserved.toString(), low, high);
        } catch (RuntimeException e) {
            return 0; // not the two numbers it has been since Linux 2.2
        }
    }

    /** The kernel writes {@code 8080,9000-9010}. */
    private static int reservedWithin(String list, int low, int high) {
        int count = 0;
        for (String part : list.split(",")) {
            if (!part.isBlank()) {
                int dash = part.indexOf('-');
                int from = Integer.parseInt((dash < 0 ? part : part.substring(0, dash)).strip());
                int to = dash < 0
                        ? from
                        : Integer.parseInt(part.substring(dash + 1).strip());
                count += Math.max(0, Math.min(to, high) - Math.max(from, low) + 1);
            }
        }
        return count;
    }

    private static Object value(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return text.replace('\t', ' ');
        }
    }

    /** {@code TCP: inuse 5 orphan 0 tw 3 alloc 7 mem 1}. */
    private void addSockstat(Map<String, Long> counters) {
        String text = text(proc.resolve("net/sockstat"));
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
    private void addNetstat(Map<String, Long> counters) {
        String text = text(proc.resolve("net/netstat"));
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

    /** In one read as a rule: /proc/sys gives nothing to a second one, and Files.readString begins with a single byte. */
    private static @Nullable String text(Path file) {
        byte[] buffer = new byte[MAX_BYTES];
        int length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            int read = in.read(buffer);
            while (read > 0) {
                length += read;
                read = in.read(buffer, length, MAX_BYTES - length);
            }
            return new String(buffer, 0, length, StandardCharsets.US_ASCII);
        } catch (IOException | SecurityException e) {
            return null;
        }
    }
}
