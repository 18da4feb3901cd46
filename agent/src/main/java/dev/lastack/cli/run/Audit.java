package dev.lastack.cli.run;

import dev.lastack.cli.gate.JvmReport;
import dev.lastack.config.ReportFormat;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.text.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * One run of a program under the agent.
 *
 * @param pid the program's; that of a JVM unless it is a script
 * @param exitCode the program's, 128 and a signal's number where one killed it
 * @param interrupted whether this process was asked to end, and has passed that on
 * @param reports of every JVM that wrote one
 */
record Audit(long pid, int exitCode, boolean interrupted, Instant endedAt, List<JvmReport> reports) {

    /** For programs that are killed: what they leave is not older. */
    static final String EVERY = "report-every=10s";

    private static final int SIGKILL = 128 + 9;

    /**
     * Returns when the program has ended.
     *
     * @param settings {@code key=value}
     * @param format of the reports that a person gets
     * @throws IOException where the program cannot be started, or its reports cannot be read
     */
    static Audit run(List<String> command, Path jar, List<String> settings, ReportFormat format)
            throws IOException, InterruptedException {
        try (PrivateFolder folder = PrivateFolder.create()) {
            Process child = start(
                    new AgentOnCommand(jar, agentArguments(folder.path(), settings, format)).prepare(command),
                    command.get(0));
            try (Signals signals = Signals.passOnTo(child)) {
                int exitCode = child.waitFor();
                return new Audit(
                        child.pid(),
                        exitCode,
                        signals.received(),
                        Instant.now(),
                        ReportFolder.read(folder.path(), format));
            }
        }
    }

    private static Process start(ProcessBuilder builder, String command) throws CannotStart {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CannotStart(command, e);
        }
    }

    private static String agentArguments(Path folder, List<String> settings, ReportFormat format) {
        List<String> all = new ArrayList<>();
        for (ReportFormat one : EnumSet.of(
                ReportFormat.JSON,
                format.isMadeOfJson() ? ReportFormat.JSON : format)) { // JSON is what the audit judges by
            all.add("report=" + folder + "/%p" + one.ending());
        }
        if (settings.stream().noneMatch(setting -> setting.startsWith("report-every="))) {
            all.add(EVERY);
        }
        all.addAll(settings);
        return String.join(",", all);
    }

    /** Those worth printing: a JVM without a TCP connection has nothing to say. */
    List<JvmReport> connected() {
        return reports.stream()
                .filter(report -> report.connections() > 0 || !report.findings().isEmpty())
                .toList();
    }

    List<DocumentedFinding> findings() {
        return reports.stream().flatMap(report -> report.findings().stream()).toList();
    }

    /** Ended as it wanted to, or because it was asked to. */
    boolean endedWell() {
        return exitCode == 0 || interrupted;
    }

    /** What the reader must know about how complete this is; none where all is as it should be. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (reports.isEmpty()) {
            remarks.add(
                    exitCode == SIGKILL
                            ? "the program was killed (SIGKILL) before any report was written; --set report-every=1s"
                                    + " writes one each second"
                            : "no report was written: no JVM has run under the agent, or it was stopped without its"
                                    + " shutdown hooks");
        }
        reports.stream().filter(report -> report.pid() == pid).forEach(report -> {
            if (!report.atExit()) {
                Duration age = Duration.between(report.writtenAt(), endedAt);
                remarks.add("the program wrote no report at its end; this is the one of "
                        + Words.duration(age.toMillis()) + " before it");
            }
        });
        int silent = reports.size() - connected().size();
        if (silent > 0) {
            remarks.add(Words.count(silent, "JVM") + " without a TCP connection");
        }
        return remarks;
    }
}
