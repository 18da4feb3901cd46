package dev.lastack.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecondAgentSettingsTest {

    private static Settings first(String arguments) throws ConfigurationException {
        return SettingsParser.parse(arguments, Map.of(), Map.of(), folder -> true);
    }

    @Test
    void reports_areAddedOnce() throws ConfigurationException {
        Settings first = first("report=a.json");

        SettingsChange change = SettingsParser.join(first, "report=b.json,report=a.json,report=-");

        assertThat(change.settings().reports()).containsExactly("a.json", "b.json", "-");
        assertThat(change.changed()).containsExactly("report=b.json", "report=-");
        assertThat(change.unchanged()).isEmpty();
    }

    @Test
    void whatElseDiffers_isNamed_andHasNoEffect() throws ConfigurationException {
        Settings first = first("report=a.json,window=30s,stack-depth=64");

        SettingsChange change = SettingsParser.join(
                first, "window=60s,stack-depth=64,report-every=1s,close-wait-threshold=5000ms,exclude=com.acme");

        assertThat(change.settings()).isEqualTo(first);
        assertThat(change.unchanged()).containsExactly("report-every=1s", "window=60s", "exclude=com.acme");
    }

    /** In the order of the keys: a key that is added must be added there. */
    @Test
    void everyKey_hasItsOwnValue() throws ConfigurationException {
        for (Key<?> key : Key.ALL) {
            Object own = Settings.DEFAULTS.valueOf(key);
            String text = key.defaultValue();
            assertThat(own)
                    .as(key.name())
                    .isEqualTo(
                            text != null
                                    ? key.parse(new ConfiguredValue(key.name(), text))
                                    : key == Key.REPORT_EVERY ? null : List.of());
        }
    }

    @Test
    void nothingAsked_changesNothing() throws ConfigurationException {
        Settings first = first("report=a.json");

        assertThat(SettingsParser.join(first, "")).isEqualTo(new SettingsChange(first, List.of(), List.of()));
    }

    @Test
    void mistake_isRefused() throws ConfigurationException {
        Settings first = first("report=a.json");

        assertThatThrownBy(() -> SettingsParser.join(first, "no-such-key=1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no-such-key");
    }
}
