package dev.lastack.bench;

import dev.lastack.config.ConfigurationException;
import dev.lastack.config.SettingsParser;
import dev.lastack.kernel.Instruments;
import dev.lastack.kernel.SocketProbe;
import dev.lastack.kernel.TimerFinWatch;
import dev.lastack.track.Tracking;
import java.net.LastAckHooks;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tracking behind the hooks in place of the agent's own. Only for a JVM with the agent, which brings the classes. */
final class OwnTracking {

    private final @Nullable Tracking tracking;

    private OwnTracking(@Nullable Tracking tracking) {
        this.tracking = tracking;
    }

    static OwnTracking start(Hooks hooks) throws ConfigurationException {
        LastAckHooks.uninstall();
        if (hooks == Hooks.OFF) {
            return new OwnTracking(null);
        }
        Instruments instruments = hooks == Hooks.ALL ? Instruments.proved() : askNothing();
        Tracking tracking = Tracking.start(SettingsParser.parse(null), instruments);
        LastAckHooks.install(tracking.sink());
        return new OwnTracking(tracking);
    }

    private static Instruments askNothing() {
        return new Instruments(SocketProbe.NONE, new TimerFinWatch(), List.of());
    }

    /** Not where the hooks are off. */
    Tracking tracking() {
        return Objects.requireNonNull(tracking);
    }

    void stop() throws InterruptedException {
        LastAckHooks.uninstall();
        if (tracking != null) {
            tracking.stop();
        }
        if (LastAckHooks.suppressedErrors() > 0) {
            throw new IllegalStateException("the figures are worthless: a hook failed", LastAckHooks.firstSuppressed());
        }
    }
}
