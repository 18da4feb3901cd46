package dev.lastack.launch;

import dev.lastack.attach.protocol.Facts;
import dev.lastack.config.ConfigurationException;
import dev.lastack.config.ReportFormat;
import dev.lastack.config.Settings;
import dev.lastack.config.SettingsChange;
import dev.lastack.config.SettingsParser;
import dev.lastack.instrument.Instrumenter;
import dev.lastack.kernel.Instruments;
import dev.lastack.snapshot.Jvm;
import dev.lastack.snapshot.Observation;
import dev.lastack.snapshot.Trigger;
import dev.lastack.text.TextExtent;
import dev.lastack.text.Version;
import dev.lastack.track.PreexistingCounts;
import dev.lastack.track.Tracking;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.LastAckHooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Hooks, tracking and reports of this JVM, from their begin to their end. */
final class AgentSession {

    private static final int UNDER_WAY_MILLIS = 50;

    private final Tracking tracking;
    private final Instrumenter instrumenter;
    private final SnapshotSource source;
    private final Reporter reporter;
    private final Outputs outputs;
    private final long installNanos;
    private final long pauseNanos;
    private final PreexistingCounts adopted;

    private AgentSession(
            Tracking tracking,
            Instrumenter instrumenter,
            SnapshotSource source,
            Reporter reporter,
            Outputs outputs,
            long installNanos,
            long pauseNanos,
            PreexistingCounts adopted) {
        this.tracking = tracking;
        this.instrumenter = instrumenter;
        this.source = source;
        this.reporter = reporter;
        this.outputs = outputs;
        this.installNanos = installNanos;
        this.pauseNanos = pauseNanos;
        this.adopted = adopted;
    }

    /**
     * @param arguments key=value pairs, each element possibly several with commas between
     * @param reportByDefault whether a report is written at exit where nobody has said so
     */
    static AgentSession start(
            List<String> arguments, boolean reportByDefault, Instrumentation instrumentation, boolean attachedLate)
            throws Exception {
        Settings settings = SettingsParser.parse(String.join(",", arguments));
        if (!reportByDefault && !SettingsParser.reportIsGiven(String.join(",", arguments))) {
            settings = settings.withReports(List.of());
        }
        BootClasses.define(instrumentation);
        return Beginning.begin(settings, instrumentation, attachedLate);
    }

    /** Begins a session; apart from {@link #start}, whose class must load before the boot classes are there. */
    private static final class Beginning {

        static AgentSession begin(Settings settings, Instrumentation instrumentation, boolean attachedLate)
                throws UnmodifiableClassException, InterruptedException {
            long began = System.nanoTime();
            Instruments instruments = Instruments.proved();
            Tracking tracking = Tracking.start(settings, instruments);
            PauseMeter meter = attachedLate ? PauseMeter.start() : null;
            Instrumenter instrumenter = Instrumenter.install(instrumentation, settings);
            if (attachedLate || !instrumenter.missing().isEmpty()) {
                tracking.lingerMayBeUnseen();
            }
            LastAckHooks.install(tracking.sink());
            long pauseNanos = meter == null ? 0 : meter.stop();
            long installNanos = System.nanoTime() - began;
            List<String> notes = new ArrayList<>(instruments.notes());
            notes.addAll(unseen(instrumenter));
            if (!notes.isEmpty()) {
                StartNotes.say(notes);
            }
            SnapshotSource source = new SnapshotSource(
                    tracking, instruments, instruments.notes(), () -> unseen(instrumenter), attachedLate);
            PreexistingCounts adopted = attachedLate ? adopt(tracking, source) : PreexistingCounts.NONE;
            Reporter reporter = new Reporter(settings, source);
            Outputs outputs = new Outputs(tracking, source, reporter, instrumentation);
            AgentSession watch = new AgentSession(
                    tracking, instrumenter, source, reporter, outputs, installNanos, pauseNanos, adopted);
            try {
                reporter.atEnd(outputs::jvmEnds);
                reporter.start();
                outputs.begin(!attachedLate);
            } catch (IllegalStateException e) {
                watch.end();
                throw new IllegalStateException("the JVM is ending", e);
            }
            return watch;
        }

        /** May grow: a library is hooked when the application loads it. */
        private static List<String> unseen(Instrumenter instrumenter) {
            List<String> unseen = new ArrayList<>();
            for (String missing : instrumenter.missing()) {
                unseen.add("no place for the hook " + missing + ": what goes through it is not seen");
            }
            return unseen;
        }

        /** Twice: a connect or accept that was under way, its old code without hooks, is over at the second time. */
        private static PreexistingCounts adopt(Tracking tracking, SnapshotSource source) throws InterruptedException {
            try {
                PreexistingCounts first = tracking.adopt();
                Thread.sleep(UNDER_WAY_MILLIS);
                return first.plus(tracking.adopt());
            } catch (IOException e) {
                source.note("connections from before could not be found: " + e);
                return PreexistingCounts.NONE;
            }
        }
    }

    /** Adds what took effect, and what did not, to the facts. */
    void change(List<String> arguments, Facts facts) throws Exception {
        reporter.change(arguments, facts);
        tracking.change(reporter.settings());
        outputs.change();
    }

    /** See {@link SettingsParser#join}. */
    SettingsChange join(String arguments) throws ConfigurationException {
        return reporter.join(arguments);
    }

    /** What can be seen of this JVM, and how well. Takes no snapshot: that is dear in code that runs for the first time. */
    Facts describe(Facts facts) {
        Jvm jvm = source.jvm();
        Observation observation = source.observation();
        return facts.add(Facts.CONVERSATION, Facts.VERSION)
                .add(Facts.AGENT_VERSION, Version.CURRENT)
                .add(Facts.MAIN_CLASS, jvm.mainClass())
                .add(Facts.JAVA_VERSION, jvm.javaVersion())
                .add(Facts.ATTACHED_LATE, jvm.attachedLate())
                .add(Facts.FIRST_CLOSER_FIDELITY, lowerCase(observation.firstCloserFidelity()))
                .add(Facts.FIN_FIDELITY, lowerCase(observation.finFidelity()))
                .add(Facts.PAUSE_MILLIS, pauseNanos / 1e6)
                .add(Facts.INSTALL_MILLIS, installNanos / 1_000_000)
                .add(Facts.WATCHED_MILLIS, observation.watchedMillis())
                .add(Facts.ADOPTED, adopted.connections())
                .add(Facts.ADOPTED_CLOSE_WAIT, adopted.closeWait())
                .add(Facts.UNTRACKED_SOCKETS, observation.untrackedSockets())
                .add(Facts.HEAP_USED, heapUsed())
                .addAll(Facts.NOTE, observation.notes());
    }

    private static long heapUsed() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** See {@link OpenConnections}. */
    Map<String, List<Map<String, Object>>> openConnections() {
        return OpenConnections.of(source.takeWithoutHistory(Trigger.COMMAND));
    }

    String report(ReportFormat format, TextExtent extent) throws IOException {
        return reporter.render(format, extent);
    }

    /** The hooks first: what still runs in one finds everything in place, and nobody to tell. */
    void end() throws UnmodifiableClassException, InterruptedException {
        LastAckHooks.uninstall();
        instrumenter.remove();
        outputs.stop();
        reporter.stop();
        tracking.stop();
    }
}
