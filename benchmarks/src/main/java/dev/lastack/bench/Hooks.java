package dev.lastack.bench;

import dev.lastack.config.ConfigurationException;
import dev.lastack.config.Settings;
import dev.lastack.config.SettingsParser;
import dev.lastack.kernel.Instruments;
import dev.lastack.kernel.SocketProbe;
import dev.lastack.kernel.TimerFinWatch;
import dev.lastack.track.Tracking;
import java.net.LastAckHooks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands behind the hooks while a benchmark calls them. */
public enum Hooks {
    /** Nobody: what is left is the benchmark's own. */
    OFF {
        @Override
        @Nullable
        Instruments instruments() {
            return null;
        }
    },

    /** A tracking of its own that asks the kernel nothing. */
    NO_KERNEL {
        @Override
        Instruments instruments() {
            return new Instruments(SocketProbe.NONE, new TimerFinWatch(), List.of());
        }
    },

    /** A tracking of its own, as in production. */
    ALL {
        @Override
        Instruments instruments() {
            return Instruments.proved();
        }
    };

    abstract @Nullable Instruments instruments();

    /** In place of the agent's own tracking. Null for {@link #OFF}. */
    @Nullable
    Tracking start() throws ConfigurationException {
        LastAckHooks.install(null);
        Instruments instruments = instruments();
        if (instruments == null) {
            return null;
        }
        Settings settings = SettingsParser.parse(null);
        Tracking tracking = Tracking.start(settings, instruments);
        LastAckHooks.install(tracking.sink());
        return tracking;
    }

    static void stop(@Nullable Tracking tracking) throws InterruptedException {
        LastAckHooks.install(null);
        if (tracking != null) {
            tracking.stop();
        }
        if (LastAckHooks.suppressedErrors() > 0) {
            throw new IllegalStateException(
                    "a hook failed, so the figures are worthless", LastAckHooks.firstSuppressed());
        }
    }
}
