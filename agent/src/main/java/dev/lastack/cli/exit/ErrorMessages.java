package dev.lastack.cli.exit;

import dev.lastack.attach.TargetException;
import dev.lastack.text.Printable;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions of commands into one line on standard error and an exit code. */
public final class ErrorMessages {

    private ErrorMessages() {}

    public static int wrongCommandLine(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        String help = command.getCommandSpec().qualifiedName() + " -h";
        complain(command, (arguments.length == 0 ? "no command" : reason(mistake)) + " (see " + help + ")");
        return ExitCode.FAILED.number();
    }

    public static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof TargetException known) {
            String message = String.valueOf(known.getMessage());
            complain(command, message.startsWith("lastack: ") ? message.substring("lastack: ".length()) : message);
            return exitCode(known.problem()).number();
        }
        if (failure instanceof Failure known) {
            complain(command, String.valueOf(known.getMessage()));
            return known.exitCode().number();
        }
        complain(command, command.getCommandName() + " failed: " + failure);
        return ExitCode.FAILED.number();
    }

    private static ExitCode exitCode(TargetException.Problem problem) {
        return switch (problem) {
            case NO_SUCH_JVM -> ExitCode.NO_SUCH_JVM;
            case NOT_ALLOWED -> ExitCode.NOT_ALLOWED;
            case NOT_ATTACHABLE -> ExitCode.NOT_ATTACHABLE;
            case GONE -> ExitCode.GONE;
            case REFUSED -> ExitCode.FAILED;
        };
    }

    private static String reason(ParameterException mistake) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(mistake.getMessage())
                    .replaceFirst("is not an? (long|int|double)$", "is not a number");
        }
        String argument = unmatched.getUnmatched().get(0);
        boolean topLevel = mistake.getCommandLine().getParent() == null;
        String kind = unmatched.isUnknownOption() ? "option" : topLevel ? "command" : "argument";
        return "no such " + kind + ": " + argument + nearest(unmatched.getSuggestions());
    }

    private static String nearest(List<String> suggestions) {
        return suggestions.isEmpty() ? "" : ", did you mean " + suggestions.get(0) + "?";
    }

    private static void complain(CommandLine command, String text) {
        command.getErr().println("lastack: " + Printable.of(text.replaceAll("\\R", " ")));
    }
}
