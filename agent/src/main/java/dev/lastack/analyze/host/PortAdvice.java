package dev.lastack.analyze.host;

import dev.lastack.snapshot.EphemeralPorts;
import dev.lastack.snapshot.HostNetwork;
import dev.lastack.text.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many ports a connect has to choose from. */
public final class PortAdvice {

    /** Below it lie the ports of most services; above it, dynamic ports begin to be expected. */
    private static final int WIDE_LOW = 10_240;

    private static final int WIDE_HIGH = 65_535;

    private PortAdvice() {}

    static List<SettingAdvice> of(HostNetwork host) {
        EphemeralPorts ports = EphemeralPorts.of(host);
        return List.of(range(ports), reserved(host, ports));
    }

    /** The command for a range that is wide, and not narrower than the present one at either end. */
    public static String widen(EphemeralPorts ports) {
        return "sysctl -w " + HostSettings.PORT_RANGE + "=\"" + Math.min(WIDE_LOW, ports.low()) + " "
                + Math.max(WIDE_HIGH, ports.high()) + "\"";
    }

    /** What {@link #widen} leads to. */
    public static int widened(EphemeralPorts ports) {
        return Math.max(WIDE_HIGH, ports.high()) - Math.min(WIDE_LOW, ports.low()) + 1 - ports.reserved();
    }

    private static SettingAdvice range(@Nullable EphemeralPorts ports) {
        String name = HostSettings.PORT_RANGE;
        if (ports == null) {
            return SettingAdvice.unknown(name, "The ports a connect takes by itself; Linux's default is 32768 60999.");
        }
        String value = ports.low() + " " + ports.high();
        String meaning = "A connect has " + Words.count(ports.count(), "port")
                + " to choose from, for each local address, remote address and remote port. Where this side also"
                + " closes first, each port is in TIME_WAIT for 60 s: that is enough for "
                + Words.count(ports.count() / HostSettings.TIME_WAIT_SECONDS)
                + " connections a second to one destination.";
        return ports.count() >= EphemeralPorts.LINUX_DEFAULT.count()
                ? SettingAdvice.ok(name, value, meaning)
                : SettingAdvice.advice(name, value, meaning, advice(), widen(ports));
    }

    private static String advice() {
        return "fewer than Linux's default of " + Words.count(EphemeralPorts.LINUX_DEFAULT.count())
                + ": widen the range, to about 1.5 times as many ports as connections shall be in TIME_WAIT to one"
                + " destination; put ports within it on which something listens into ip_local_reserved_ports.";
    }

    private static SettingAdvice reserved(HostNetwork host, @Nullable EphemeralPorts ports) {
        String name = HostSettings.RESERVED_PORTS;
        Object value = host.settings().get(name);
        String meaning = "Ports that no connect takes by itself.";
        if (value == null) {
            return SettingAdvice.unknown(name, meaning);
        }
        return SettingAdvice.ok(
                name,
                value.toString().isBlank() ? "none" : value,
                ports == null
                        ? meaning
                        : meaning + " " + Words.count(ports.reserved()) + " of them "
                                + (ports.reserved() == 1 ? "lies" : "lie") + " within ip_local_port_range.");
    }
}
