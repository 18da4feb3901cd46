package dev.lastack.cli.command;

import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.explain.MarkdownView;
import dev.lastack.cli.explain.RuleTable;
import dev.lastack.config.ClosestName;
import dev.lastack.report.rulepage.RulePage;
import dev.lastack.text.Display;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What a rule means, from the page about it. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {"Says what a rule means, how a finding of it looks, and how to fix it."})
public final class ExplainCommand implements Callable<Integer> {

    private final PrintWriter out;
    private final Display display;

    @Parameters(
            arity = "0..1",
            paramLabel = "RULE",
            completionCandidates = Rules.class,
            description = {
                "As a report names it, such as close-wait/eof-ignored; what follows the slash is enough. Without one,"
                        + " and for a group such as close-wait, the rules are listed."
            })
    private @Nullable String rule;

    public ExplainCommand(PrintWriter out, Display display) {
        this.out = out;
        this.display = display;
    }

    @Override
    public Integer call() throws IOException, Failure {
        String name = rule == null ? "" : rule;
        List<RulePage> group = group(name);
        out.print(
                group.isEmpty()
                        ? MarkdownView.render(RulePage.of(theOne(name)).markdown(), display)
                        : RuleTable.render(group, display));
        out.flush();
        return ExitCode.OK.number();
    }

    /** All of them for the empty name; none where it is no group's. */
    private static List<RulePage> group(String name) throws IOException {
        String prefix = name.isEmpty() || name.endsWith("/") ? name : name + "/";
        return RulePage.of(RulePage.explained()).stream()
                .filter(page -> page.rule().startsWith(prefix))
                .toList();
    }

    private static String theOne(String name) throws Failure {
        List<String> rules = RulePage.explained();
        return rules.stream()
                .filter(id ->
                        id.equals(name) || id.substring(id.indexOf('/') + 1).equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name, rules));
    }

    static Failure unknown(String name, List<String> rules) {
        String nearest = ClosestName.<String>to(name, rules, rule -> rule)
                .map(id -> ", did you mean " + id + "?")
                .orElse("");
        return new Failure("no such rule: " + name + nearest + " (lastack explain lists them)");
    }

    /** Rule ids, for a shell's completion. */
    static final class Rules implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return RulePage.explained().iterator();
        }
    }
}
