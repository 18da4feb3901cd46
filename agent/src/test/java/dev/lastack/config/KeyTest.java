package dev.lastack.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changing a line here is changing what users have written into their start scripts. */
class KeyTest {

    @Test
    void everyKeyAndItsDefault_areFixed() {
        String keys = Key.ALL.stream()
                .map(key -> key + "=" + (key.defaultValue() == null ? "" : key.defaultValue()))
                .collect(Collectors.joining("\n"));

        assertThat(keys).isEqualTo("""
                        report=-
                        report-every=
                        close-wait-threshold=5s
                        stalled-threshold=30s
                        borrowed-threshold=60s
                        short-connection=1s
                        window=60s
                        hotspot-connections=100
                        application-packages=
                        stack-depth=128
                        exclude=
                        executor-handover=false
                        report-timeout=5s
                        overhead=1%
                        metrics=
                        metrics-limit=50
                        notify=""");
    }

    @Test
    void oneName_givesPropertyAndEnvironmentVariable() {
        assertThat(Key.CLOSE_WAIT_THRESHOLD.name()).isEqualTo("close-wait-threshold");
        assertThat(Key.CLOSE_WAIT_THRESHOLD.property()).isEqualTo("lastack.close-wait-threshold");
        assertThat(Key.CLOSE_WAIT_THRESHOLD.environmentVariable()).isEqualTo("LASTACK_CLOSE_WAIT_THRESHOLD");
    }

    @Test
    void everyKey_isDescribed() {
        assertThat(Key.ALL).allSatisfy(key -> {
            assertThat(key.description()).isNotBlank();
            assertThat(key.unit()).isNotBlank();
            assertThat(key.expected()).isNotBlank();
        });
    }

    /** A report is handed on, and says none of them: a webhook's address is a secret. */
    @Test
    void whereSomethingIsSent_isNoSettingThatAReportTells() {
        assertThat(Key.ALL.stream().filter(Key::isOutput).map(Key::name))
                .containsExactlyInAnyOrder("report", "metrics", "notify");
    }

    /** As it was set, so that a reader can set it again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "close-wait-threshold=90s",
                "close-wait-threshold=1500ms",
                "window=2m",
                "stalled-threshold=1h",
                "borrowed-threshold=2d",
                "overhead=0.5%",
                "overhead=100%",
                "overhead=off",
                "exclude=10.0.0.5:8443;com.acme.probe",
                "executor-handover=true",
                "hotspot-connections=7",
            })
    void value_isWrittenAsItWasGiven(String argument) throws ConfigurationException {
        Settings settings = SettingsParser.parse(argument, Map.of(), Map.of(), folder -> true);
        for (Key<?> key : Key.ALL) {
            boolean given = argument.startsWith(key.name() + "=");
            String expected = given ? argument.substring(key.name().length() + 1) : Settings.DEFAULTS.textOf(key);
            assertThat(settings.textOf(key)).as(key.name()).isEqualTo(expected);
            assertThat(settings.isChanged(key)).as(key.name()).isEqualTo(given);
        }
    }
}
