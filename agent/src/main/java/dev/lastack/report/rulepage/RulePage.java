package dev.lastack.report.rulepage;

import dev.lastack.analyze.Analyzer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One page of {@code docs/rules}.
 *
 * @param summary one sentence, in Markdown
 * @param markdown the whole page
 */
public record RulePage(String rule, String summary, String markdown) {

    /** Of every rule, by its id. */
    public static List<RulePage> all() throws IOException {
        List<String> rules = Analyzer.ruleIds().stream().sorted().toList();
        RulePage[] pages = new RulePage[rules.size()];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = of(rules.get(i));
        }
        return List.of(pages);
    }

    /**
     * Of one rule.
     *
     * @param rule an id of {@link Analyzer#ruleIds}
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
