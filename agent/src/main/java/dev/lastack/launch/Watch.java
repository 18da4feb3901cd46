package dev.lastack.launch;

import dev.lastack.config.ConfigurationException;
import dev.lastack.config.Settings;
import dev.lastack.config.SettingsParser;
import dev.lastack.instrument.Instrumenter;
import dev.lastack.kernel.Instruments;
import dev.lastack.track.Tracking;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.LastAckHooks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order in which the parts come to life. One for each JVM. */
final class Watch {

    /** Byte Buddy would warn about sun.misc.Unsafe on JDK 24 and later; read when its first class is initialised. */
    private static final String BYTE_BUDDY_SAFE = "net.bytebuddy.safe";

    private static boolean running;

    private Watch() {}

    /** Quiet where LastAck runs already. */
    static synchronized void start(@Nullable String arguments, Instrumentation instrumentation, boolean attachedLate)
            throws ConfigurationException, IOException, IllegalAccessException, UnmodifiableClassException {
        if (!running) {
            Settings settings = SettingsParser.parse(arguments);
            BootClasses.define(instrumentation);
            Beginning.begin(settings, instrumentation, attachedLate);
            running = true;
        }
    }

    /** Apart from {@link #start}, whose class must load before the boot classes are there. */
    private static final class Beginning {

        static void begin(Settings settings, Instrumentation instrumentation, boolean attachedLate)
                throws UnmodifiableClassException {
            Instruments instruments = Instruments.proved();
            Tracking tracking = Tracking.start(settings, instruments);
            Instrumenter instrumenter = instrument(instrumentation);
            if (attachedLate || !instrumenter.missing().isEmpty()) {
                LastAckHooks.lingerMayBeUsed();
            }
            LastAckHooks.install(tracking.sink());
            List<String> notes = new ArrayList<>(instruments.notes());
            for (String missing : instrumenter.missing()) {
                notes.add("no place for the hook " + missing + ": what goes through it is not seen");
            }
            if (!notes.isEmpty()) {
                StartNotes.say(notes);
            }
            Reporter reporter = new Reporter(settings, new SnapshotSource(tracking, instruments, notes, attachedLate));
            reporter.atExit();
            reporter.atIntervals();
        }

        private static Instrumenter instrument(Instrumentation instrumentation) throws UnmodifiableClassException {
            String before = System.getProperty(BYTE_BUDDY_SAFE);
            System.setProperty(BYTE_BUDDY_SAFE, "true");
            try {
                return Instrumenter.install(instrumentation);
            } finally {
                if (before == null) {
                    System.clearProperty(BYTE_BUDDY_SAFE);
                }
            }
        }
    }
}
