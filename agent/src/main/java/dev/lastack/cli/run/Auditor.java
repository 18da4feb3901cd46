package dev.lastack.cli.run;

import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.gate.Gate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs a program, writes what was found, and says how it shall end. */
public final class Auditor {

    private final Gate gate;
    private final List<String> settings;

    /** @param settings of the agent, {@code key=value} */
    public Auditor(Gate gate, List<String> settings) {
        this.gate = gate;
        this.settings = List.copyOf(settings);
    }

    /** Returns the exit code. */
    public int run(List<String> command, Path jar) throws IOException, InterruptedException, Failure {
        Audit audit = Audit.run(command, jar, settings, gate.format());
        gate.write(audit.connected());
        audit.remarks().forEach(gate::say);
        ExitCode verdict = judge(audit);
        if (!audit.endedWell()) {
            gate.say("the program ended with exit code " + audit.exitCode());
            return audit.exitCode();
        }
        return verdict == ExitCode.OK ? audit.exitCode() : verdict.number();
    }

    /** An audit that has seen nothing must not pass. */
    private ExitCode judge(Audit audit) throws Failure {
        if (audit.reports().isEmpty()) {
            gate.sayBaseline(List.of());
            return ExitCode.FAILED;
        }
        return gate.judge(audit.findings(), audit.endedWell());
    }
}
