package dev.lastack.cli.exit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the process ends with: the one table of all exit codes, with what each means to which command. Help takes its
 * lists from here, a test holds the tables in docs against it, and scripts rely on the numbers.
 */
public enum ExitCode {
    OK(
            0,
            "done",
            to("list", "listed, whether or not there was any"),
            to("attach", "done"),
            to("report", "written"),
            to("owners", "written"),
            to("render", "written"),
            to("diff", "nothing new that fails"),
            to("merge", "written, of all that was named"),
            to("watch", "ended by q, or by --count"),
            to("detach", "done, or there was nothing to do"),
            to("run", "the program ended with 0, and no finding fails the audit"),
            to("audit", "watched to the end, and no finding fails the audit"),
            to("doctor", "nothing to do"),
            to("explain", "shown"),
            to("completion", "written")),

    /** Done, and there is something for a person to do. */
    ADVICE(
            1,
            "done, and there is something to do: `doctor` has advice, or `attach` has a setting that needs detach and"
                    + " attach",
            to("attach", "done, but a setting needs detach and attach to take effect"),
            to("doctor", "there is advice, whether or not all could be read")),

    /** Of {@code run}: an audit that has seen nothing must not pass. */
    FAILED(
            2,
            "a wrong command line, or what was asked for could not be done or written",
            to("list", "/proc cannot be read, a wrong command line, or the output cannot be written"),
            to("attach", "a wrong command line or setting, the JVM refused, or the output cannot be written"),
            to("report", "a wrong command line, or the report cannot be written"),
            to(
                    "owners",
                    "a wrong command line, nobody agreed to the dump or there is no room for it, a file that cannot be"
                            + " read, or the output cannot be written"),
            to("render", "a wrong command line, no JSON report, or the output cannot be written"),
            to("diff", "a wrong command line, no JSON report, or the output cannot be written"),
            to("merge", "a file was skipped, a wrong command line, no report, or the output cannot be written"),
            to("watch", "a wrong command line, or the output cannot be written"),
            to("detach", "a wrong command line, or the output cannot be written"),
            to("run", "a wrong command line, a file that cannot be used or written, or no JVM has reported"),
            to("audit", "a wrong command line, or a file that cannot be used or written"),
            to(
                    "doctor",
                    "no advice, but something could not be read; or a wrong command line, or the output cannot be"
                            + " written"),
            to("explain", "no such rule, a wrong command line, or the output cannot be written"),
            to("completion", "a wrong command line, or the output cannot be written")),

    FINDING(
            3,
            "`run`, `audit`: a finding fails the audit; `diff`: something new is severe enough",
            to("run", "a finding fails the audit, and the program ended with 0 or because it was asked to"),
            to("audit", "a finding fails the audit"),
            to("diff", "something new is at or above --min-severity")),

    NO_SUCH_JVM(
            4, "there is no such process, or it is no JVM", toAttachers("there is no such process, or it is no JVM")),

    NOT_ALLOWED(5, "the JVM belongs to another user", toAttachers("the JVM belongs to another user")),

    /** Switched off or too old; or this command's runtime cannot attach. */
    NOT_ATTACHABLE(
            6,
            "the JVM takes no agent, or this Java runtime cannot attach",
            toAttachers("the JVM takes no agent, or this Java runtime cannot attach")),

    GONE(
            7,
            "the JVM ended meanwhile, is stopped, or does not answer",
            toAttachers("the JVM ended meanwhile, is stopped, or does not answer")),

    CANNOT_RUN(126, "`run`: the command cannot be run", to("run", "COMMAND cannot be run")),

    NO_SUCH_COMMAND(127, "`run`: there is no such command", to("run", "there is no such COMMAND")),

    INTERRUPTED(
            130,
            "`watch`, `audit`: ended by Ctrl-C",
            to("watch", "ended by Ctrl-C"),
            to("audit", "ended by Ctrl-C, SIGTERM or SIGHUP; nothing was judged"));

    /** {@code run} has these besides: any number that the program ends with. */
    private static final Map<String, String> FURTHER =
            Map.of("run", "the program's own; 128 + N if signal N killed it");

    private final int number;
    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Meaning> meanings;

    ExitCode(int number, String text, Meaning... meanings) {
        this.number = number;
        this.text = text;
        this.meanings = List.of(meanings);
    }

    public int number() {
        return number;
    }

    /** What it means, in Markdown, whichever the command. */
    public String text() {
        return text;
    }

    /** For a command's help: number to text, in order; empty for a command that is not in the table. */
    public static Map<String, String> of(String command) {
        Map<String, String> list = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            String text = code.textFor(command);
            if (text != null) {
                list.put(Integer.toString(code.number), text);
            }
        }
        String further = FURTHER.get(command);
        if (further != null) {
            list.put("any other", further);
        }
        return list;
    }

    /** For a page: the rows of a Markdown table about some commands, as {@link #of} has their texts. */
    public static List<String> rows(List<String> commands) {
        List<String> rows = new ArrayList<>();
        for (ExitCode code : values()) {
            Map<String, List<String>> texts = new LinkedHashMap<>();
            for (String command : commands) {
                String text = code.textFor(command);
                if (text != null) {
                    texts.computeIfAbsent(text, same -> new ArrayList<>()).add("`" + command + "`");
                }
            }
            if (!texts.isEmpty()) {
                rows.add("| " + code.number + " | " + joined(texts, commands.size()) + " |");
            }
        }
        return rows;
    }

    private static String joined(Map<String, List<String>> texts, int commands) {
        List<String> parts = new ArrayList<>();
        texts.forEach((text, by) -> parts.add(by.size() == commands ? text : String.join(", ", by) + ": " + text));
        return String.join("; ", parts);
    }

    private @Nullable String textFor(String command) {
        return meanings.stream()
                .filter(meaning -> meaning.command.equals(command))
                .map(Meaning::text)
                .findFirst()
                .orElse(null);
    }

    private static Meaning to(String command, String text) {
        return new Meaning(command, text);
    }

    private static Meaning[] toAttachers(String text) {
        return new Meaning[] {
            to("attach", text),
            to("report", text),
            to("owners", text),
            to("watch", text),
            to("audit", text),
            to("detach", text)
        };
    }

    private record Meaning(String command, String text) {}
}
