package dev.lastack.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md against the code. */
class ConfigurationPageTest {

    @Test
    void tableOfKeys_isTheCodes() throws IOException {
        List<String> rows = new ArrayList<>();
        for (Key<?> key : Key.ALL) {
            String defaultValue = key.defaultValue() == null ? "none" : "`" + key.defaultValue() + "`";
            rows.add("| `" + key + "` | " + defaultValue + " | " + key.unit() + " | " + key.description() + " |");
        }

        assertThat(page().lines().filter(line -> line.startsWith("| `"))).containsExactlyElementsOf(rows);
    }

    @Test
    void errorsShown_areTheCodes() throws IOException {
        List<String> shown =
                page().lines().filter(line -> line.startsWith("lastack: ")).toList();

        assertThat(shown).isNotEmpty().allSatisfy(line -> assertThat(line).isEqualTo(complaintAbout(line)));
    }

    /** What the code says about the argument at the head of the line. */
    private static String complaintAbout(String line) {
        String argument = line.substring("lastack: ".length(), line.indexOf(": ", "lastack: ".length()));
        try {
            SettingsParser.parse(argument, Map.of(), Map.of(), folder -> false);
        } catch (ConfigurationException e) {
            return e.getMessage();
        }
        return "nothing";
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "configuration.md"));
    }
}
