package dev.lastack.jfr;

import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.found.NewFindings;
import dev.lastack.metrics.ReadingFixtures;
import dev.lastack.metrics.Readings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Configuration;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.SettingDescriptor;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Holds docs/jfr.md and the recorder's configuration against the code. */
@ResourceLock("flight recorder")
class RecorderPagesTest {

    private static final Path ROOT = Path.of("..");

    private static final List<EventType> TYPES = new ArrayList<>();

    private static final Readings READINGS = () -> ReadingFixtures.of(client());
    private static final NewFindings FINDINGS = new NewFindings(READINGS, READINGS);
    private static FlightRecorderEvents events;

    /** A period is a setting of those that are given out periodically. */
    @BeforeAll
    static void begin() {
        events = FlightRecorderEvents.begin(READINGS, FINDINGS);
        for (Class<? extends Event> type : FlightRecorderEvents.TYPES) {
            TYPES.add(EventType.getEventType(type));
        }
    }

    @AfterAll
    static void end() {
        events.close();
        FINDINGS.stop();
    }

    @Test
    void configuration_setsWhatThereIs_andNothingElse() throws IOException, ParseException {
        Map<String, String> settings = new TreeMap<>(
                Configuration.create(ROOT.resolve("deploy/jfr/lastack.jfc")).getSettings());

        Map<String, String> expected = new TreeMap<>();
        for (EventType type : TYPES) {
            for (SettingDescriptor setting : type.getSettingDescriptors()) {
                if (!setting.getName().equals("stackTrace")) {
                    expected.put(type.getName() + "#" + setting.getName(), "");
                }
            }
        }
        assertThat(settings.keySet()).isEqualTo(expected.keySet());
        assertThat(settings).containsEntry("lastack.ConnectionEnd#enabled", "true");
    }

    @Test
    void whatNobodyHasEnabled_isOff() {
        assertThat(TYPES).allSatisfy(type -> assertThat(type.isEnabled()).isFalse());
    }

    @Test
    void tableOfFields_isTheCodes() throws IOException {
        List<String> rows = new ArrayList<>();
        for (EventType type : TYPES) {
            for (ValueDescriptor field : type.getFields()) {
                if (!List.of("startTime", "duration", "eventThread", "stackTrace")
                        .contains(field.getName())) {
                    rows.add(type.getName() + " " + field.getName());
                }
            }
        }
        List<String> shown = new ArrayList<>();
        String event = "";
        for (String line : Files.readAllLines(ROOT.resolve("docs/jfr.md"))) {
            if (line.startsWith("### `lastack.")) {
                event = line.substring("### `".length(), line.length() - 1);
            } else if (line.startsWith("| `")) {
                for (String name : line.split("\\|")[1].split(",")) {
                    shown.add(event + " " + name.strip().replace("`", ""));
                }
            }
        }

        assertThat(shown).containsExactlyInAnyOrderElementsOf(rows);
    }
}
