package dev.lastack.jfr;

import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Site;
import java.util.Locale;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.SettingDefinition;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * What the events about one connection have in common. They are given out by LastAck's own thread, so the recorder's
 * thread and stack trace would be LastAck's: those that matter are fields. Decision 0049.
 */
@Category("LastAck")
@Registered(false)
@Enabled(false)
@StackTrace(false)
@Threshold("0 ms")
abstract class ConnectionEvent extends Event {

    @Label("Role")
    @Description("client where this JVM connected, server where it accepted")
    String role = "";

    @Label("Transport")
    String transport = "";

    @Label("Peer")
    @Description("Address of the other side")
    String peer = "";

    @Label("Code Path")
    @Description("Id of the code path in LastAck's reports of this JVM")
    String codePath = "";

    @Label("Opened At")
    @Description("The line that opened it: the application's where there is one")
    @Nullable
    String openSite;

    @Label("Opened By Thread")
    @Nullable
    String openThread;

    @SettingDefinition
    @Name("throttle")
    @Label("Throttle")
    @Description("Most events per time, such as 100/s, or off")
    final boolean throttle(ThrottleControl control) {
        return control.accept(System.nanoTime());
    }

    static String text(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable String text(@Nullable Site site) {
        return site == null ? null : site.toString();
    }
}
