package dev.lastack.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * The local ports that a connect may take by itself, for each local address, remote address and remote port.
 *
 * @param low the first of {@code net.ipv4.ip_local_port_range}
 * @param high the last of it
 * @param reserved how many of the range are in {@code net.ipv4.ip_local_reserved_ports}
 */
public record EphemeralPorts(int low, int high, int reserved) {

    /** Linux's default since 2.6. */
    public static final EphemeralPorts LINUX_DEFAULT = new EphemeralPorts(32_768, 60_999, 0);

    /** Null where the range could not be read. */
    public static @Nullable EphemeralPorts of(HostNetwork host) {
        Object range = host.settings().get("net.ipv4.ip_local_port_range");
        if (range == null) {
            return null;
        }
        String[] bounds = range.toString().strip().split("\\s+");
        Object reserved = host.settings().get("net.ipv4.ip_local_reserved_ports");
        try {
            int low = Integer.parseInt(bounds[0]);
            int high = Integer.parseInt(bounds[1]);
            return new EphemeralPorts(low, high, within(reserved == null ? "" : reserved.toString(), low, high));
        } catch (RuntimeException e) {
            return null; // not the two numbers it has been since Linux 2.2
        }
    }

    public int count() {
        return Math.max(0, high - low + 1 - reserved);
    }

    /** The kernel writes {@code 8080,9000-9010}. */
    private static int within(String list, int low, int high) {
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
}
