package dev.lastack.cli.command;

import dev.lastack.attach.Target;
import dev.lastack.attach.TargetException;
import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.report.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The report as of now. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {
            "Writes the report of a running JVM as of now. Attaches first if need be, and stays attached: the longer it"
                    + " watches, the more it can tell."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:written",
            "2:a wrong command line, or the file cannot be written",
            "4:there is no such process, or it is no JVM",
            "5:the JVM belongs to another user",
            "6:the JVM takes no agent",
            "7:the JVM ended meanwhile, or does not answer"
        })
public final class ReportCommand implements Callable<Integer> {

    private final PrintWriter out;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PID",
            description = PidOrPicker.DESCRIPTION,
            converter = PidOrName.class)
    private @Nullable Long givenPid;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text or json; else the ending of FILE says it, and without FILE it is text.")
    private Target.@Nullable Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write here, readable by you alone, in place of standard output.")
    private @Nullable Path file;

    public ReportCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws TargetException, Failure, IOException {
        if (file != null) {
            requireWritable(file);
        }
        String report = fetch(PidOrPicker.of(givenPid));
        if (file == null) {
            out.print(report);
            out.flush();
        } else {
            write(file, report);
        }
        return ExitCode.OK;
    }

    private String fetch(long pid) throws TargetException {
        try (Target target = Target.open(pid)) {
            target.attach(List.of());
            return target.report(format());
        }
    }

    private Target.Format format() {
        if (format != null) {
            return format;
        }
        boolean json = file != null && file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        return json ? Target.Format.JSON : Target.Format.TEXT;
    }

    /** Before anything is done to the JVM. */
    private static void requireWritable(Path file) throws Failure {
        try {
            WholeFile.requireWritable(file);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static void write(Path file, String report) throws Failure {
        try {
            WholeFile.write(file, to -> to.write(report.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static Failure cannotWrite(Path file, IOException e) {
        return new Failure("cannot write " + file + ": " + e.getMessage());
    }
}
