package dev.lastack.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsParserTest {

    @ParameterizedTest
    @NullAndEmptySource
    void nothingGiven_givesDefaults(String arguments) throws Exception {
        assertThat(parse(arguments, Map.of(), Map.of())).isEqualTo(Settings.DEFAULTS);
    }

    @Test
    void defaults_areTheDocumentedOnes() {
        assertThat(Settings.DEFAULTS)
                .isEqualTo(new Settings(
                        List.of("-"),
                        null,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60),
                        100,
                        List.of(),
                        128,
                        List.of(),
                        false,
                        Duration.ofSeconds(5),
                        0.01,
                        List.of(),
                        50,
                        List.of()));
    }

    @Test
    void everyKey_isReadFromArguments() throws Exception {
        Settings settings =
                parse("report=-,report=out/a.json,report=b-%p.txt,report-every=5m,close-wait-threshold=500ms,"
                        + "stalled-threshold=10s,borrowed-threshold=3m,short-connection=250ms,window=1h,hotspot-connections=7,"
                        + "application-packages=com.acme;org.acme,stack-depth=1024,exclude=10.0.0.5:8443;[::1]:80;com.acme.probe,"
                        + "executor-handover=true,report-timeout=2s,overhead=0.5%,metrics=jmx,metrics=http:[::1]:9464,metrics-limit=7,"
                        + "notify=log,notify=exec:/bin/true;webhook:http://[::1]:8080/a");

        assertThat(settings)
                .isEqualTo(new Settings(
                        List.of("-", "out/a.json", "b-%p.txt"),
                        Duration.ofMinutes(5),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(3),
                        Duration.ofMillis(250),
                        Duration.ofHours(1),
                        7,
                        List.of("com.acme", "org.acme"),
                        1024,
                        List.of("10.0.0.5:8443", "[::1]:80", "com.acme.probe"),
                        true,
                        Duration.ofSeconds(2),
                        0.005,
                        List.of("jmx", "http:[::1]:9464"),
                        7,
                        List.of("log", "exec:/bin/true", "webhook:http://[::1]:8080/a")));
    }

    @Test
    void everyKey_isReadFromPropertiesAndFromTheEnvironment() throws Exception {
        for (Key<?> key : Key.ALL) {
            String value = sampleOf(key);

            Settings fromArgument = parse(key.name() + "=" + value);

            assertThat(fromArgument).as(key.name()).isNotEqualTo(Settings.DEFAULTS);
            assertThat(parse(null, Map.of(key.property(), value), Map.of())).isEqualTo(fromArgument);
            assertThat(parse(null, Map.of(), Map.of(key.environmentVariable(), value)))
                    .isEqualTo(fromArgument);
        }
    }

    private static String sampleOf(Key<?> key) {
        if (key == Key.REPORT) {
            return "a.txt";
        }
        if (key == Key.APPLICATION_PACKAGES || key == Key.EXCLUDE) {
            return "com.acme";
        }
        if (key == Key.EXECUTOR_HANDOVER) {
            return "true";
        }
        if (key == Key.OVERHEAD) {
            return "2.5%";
        }
        if (key == Key.METRICS) {
            return "jmx";
        }
        if (key == Key.NOTIFY) {
            return "log";
        }
        boolean counts = key == Key.HOTSPOT_CONNECTIONS || key == Key.STACK_DEPTH || key == Key.METRICS_LIMIT;
        return counts ? "42" : "42s";
    }

    @Test
    void argument_countsBeforeProperty_beforeEnvironment() throws Exception {
        Map<String, String> properties = Map.of("lastack.window", "2s", "lastack.stack-depth", "2");
        Map<String, String> environment =
                Map.of("LASTACK_WINDOW", "3s", "LASTACK_STACK_DEPTH", "3", "LASTACK_HOTSPOT_CONNECTIONS", "3");

        Settings settings = parse("window=1s", properties, environment);

        assertThat(settings.window()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.stackDepth()).isEqualTo(2);
        assertThat(settings.hotspotConnections()).isEqualTo(3);
    }

    @Test
    void valueThatDoesNotCount_isNotLookedAt() throws Exception {
        assertThat(parse("window=1s", Map.of(), Map.of("LASTACK_WINDOW", "parsecs"))
                        .window())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void reports_areReplacedByTheSourceThatCounts_notAddedTo() throws Exception {
        Settings settings = parse("report=a.txt", Map.of("lastack.report", "b.txt"), Map.of());

        assertThat(settings.reports()).containsExactly("a.txt");
    }

    @Test
    void severalReports_fitIntoOnePropertyWithSemicolons() throws Exception {
        Settings settings = parse(null, Map.of("lastack.report", "-;a.json"), Map.of());

        assertThat(settings.reports()).containsExactly("-", "a.json");
    }

    @ParameterizedTest
    @CsvSource({"1ms,PT0.001S", "10s,PT10S", "5m,PT5M", "1h,PT1H", "2d,PT48H", "007s,PT7S", "106751d,PT2562024H"})
    void durations(String text, Duration expected) throws Exception {
        Duration window = parse("window=" + text).window();

        assertThat(window).isEqualTo(expected);
        assertThat(window.toNanos()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"1%,0.01", "0.1%,0.001", "2.5%,0.025", "007%,0.07", "100%,1", "100.0%,1", "off,Infinity"})
    void shares(String text, double expected) throws Exception {
        assertThat(parse("overhead=" + text).overhead()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0%", "0.0%", "1", "100.1%", "101%", "1000%", "-1%", "1.25%", ".5%", "1.%", "%", "OFF", "1 %", "1e1%",
                "\u0661%"
            })
    void otherShares_areRefused(String text) {
        assertThatThrownBy(() -> parse("overhead=" + text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("overhead")
                .hasMessageContaining("a share of one core from 0.1% to 100%, or off");
    }

    @Test
    void namesOfOthers_areLetBe() throws Exception {
        Properties properties = new Properties();
        properties.put("lastack.it.java", "/opt/java");
        properties.put("com.acme.lastack.windows", "1");
        properties.put("lastackery", "1");
        properties.put(42, "not even a name");

        assertThat(parse(null, properties, Map.of("MY_LASTACK_WINDOWS", "1", "LASTACK", "1")))
                .isEqualTo(Settings.DEFAULTS);
    }

    private static Settings parse(String arguments) throws ConfigurationException {
        return parse(arguments, Map.of(), Map.of());
    }

    private static Settings parse(String arguments, Map<?, ?> properties, Map<String, String> environment)
            throws ConfigurationException {
        return SettingsParser.parse(arguments, properties, environment, folder -> true);
    }
}
