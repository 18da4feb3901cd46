package dev.lastack.report.rulepage;

import dev.lastack.analyze.Analyzer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * One page of {@code docs/rules}.
 *
 * @param summary one sentence, in Markdown
 * @param markdown the whole page
 */
public record RulePage(String rule, String summary, String markdown) {

    /** What only the JUnit extension tells, in a failed test: no report has a finding of it. */
    private static final List<String> OF_TESTS = List.of("open/never-closed");

    /** Ids of the rules that a person may ask about: of those that reports name, and of those that failed tests do. */
    public static List<String> explained() {
        return Stream.concat(Analyzer.ruleIds().stream(), OF_TESTS.stream())
                .sorted()
                .toList();
    }

    /** Of every rule that a report may name, by its id. */
    public static List<RulePage> all() throws IOException {
        return of(Analyzer.ruleIds().stream().sorted().toList());
    }

    /** In their order. */
    public static List<RulePage> of(List<String> rules) throws IOException {
        RulePage[] pages = new RulePage[rules.size()];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = of(rules.get(i));
        }
        return List.of(pages);
    }

    /**
     * Of one rule.
     *
     * @param rule an id of {@link #explained}
     */
    public static RulePage of(String rule) throws IOException {
        String file = rule.replace('/', '-') + ".md";
        try (InputStream in = RulePage.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("no page about " + rule + " in this jar");
            }
            String markdown = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new RulePage(rule, summary(markdown), markdown);
        }
    }

    /** The paragraph between the page's title and its first section. */
    private static String summary(String markdown) {
        int title = markdown.indexOf('\n');
        int section = markdown.indexOf("\n## ");
        return markdown.substring(title, section).strip();
    }
}
