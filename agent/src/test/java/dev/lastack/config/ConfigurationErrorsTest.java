package dev.lastack.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines are what a person sees who made a mistake in a start script; they are tested to the letter. */
class ConfigurationErrorsTest {

    private static final String EVERY_KEY =
            "report, report-every, close-wait-threshold, stalled-threshold, borrowed-threshold,"
                    + " short-connection, window, hotspot-connections, application-packages, stack-depth, exclude,"
                    + " executor-handover, report-timeout, overhead, metrics, metrics-limit, notify";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10 parsecs",
                "10",
                "s",
                "1.5s",
                "-5s",
                "+5s",
                "10S",
                " 10s",
                "10s ",
                "10 s",
                "PT10S",
                "5m30s",
                "10us",
                "١٠s",
                "10s\n"
            })
    void badDuration(String value) {
        String shown = value.replace('\n', ' ');

        assertThat(complaintAbout("close-wait-threshold=" + value))
                .isEqualTo("lastack: close-wait-threshold=" + shown
                        + ": expected a duration such as 500ms, 10s, 5m or 1h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "0ms", "000d"})
    void durationOfZero(String value) {
        assertThat(complaintAbout("window=" + value))
                .isEqualTo("lastack: window=" + value + ": expected a duration longer than zero");
    }

    @ParameterizedTest
    @ValueSource(strings = {"106752d", "9223372036855s", "9223372036854775807h", "99999999999999999999ms"})
    void durationThatOverflows(String value) {
        assertThat(complaintAbout("stalled-threshold=" + value))
                .isEqualTo("lastack: stalled-threshold=" + value + ": expected a duration of at most 106751d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stack-depth=0|1 to 1024",
                "stack-depth=1025|1 to 1024",
                "stack-depth=-1|1 to 1024",
                "stack-depth=many|1 to 1024",
                "hotspot-connections=0|1 to 2147483647",
                "hotspot-connections=2147483648|1 to 2147483647",
                "hotspot-connections=99999999999999999999|1 to 2147483647"
            })
    void numberOutOfRange(String argument, String range) {
        assertThat(complaintAbout(argument))
                .isEqualTo("lastack: " + argument + ": expected a whole number from " + range);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "close-wait-treshold=10s|close-wait-threshold",
                "closeWaitThreshold=10s|close-wait-threshold",
                "WINDOW=10s|window",
                "hotspot_connections=1|hotspot-connections",
                "' report=-'|report",
                "reports=-|report",
                "excludes=a|exclude"
            })
    void unknownKey_namesTheNearest(String argument, String nearest) {
        assertThat(complaintAbout(argument)).isEqualTo("lastack: " + argument + ": no such key, expected " + nearest);
    }

    @Test
    void unknownKeyNearToNone_namesAll() {
        assertThat(complaintAbout("colour=red"))
                .isEqualTo("lastack: colour=red: no such key, expected one of " + EVERY_KEY);
        assertThat(complaintAbout("=red")).isEqualTo("lastack: =red: no such key, expected one of " + EVERY_KEY);
    }

    @Test
    void keyWithoutEqualsSign() {
        assertThat(complaintAbout("report"))
                .isEqualTo("lastack: report: expected key=value;"
                        + " a comma starts the next key and cannot be part of a value");
        assertThat(complaintAbout("report=a.txt,b.txt")).startsWith("lastack: b.txt: expected key=value;");
        assertThat(complaintAbout("window=5s,")).startsWith("lastack: : expected key=value;");
        assertThat(complaintAbout("window=5s,,stack-depth=1")).startsWith("lastack: : expected key=value;");
    }

    @Test
    void emptyValue() {
        for (Key<?> key : Key.ALL) {
            String expected = ": expected " + key.expected();

            assertThat(complaintAbout(key + "=")).isEqualTo("lastack: " + key + "=" + expected);
            assertThat(complaintAbout(null, Map.of(key.property(), ""), Map.of()))
                    .isEqualTo("lastack: -D" + key.property() + "=" + expected);
            assertThat(complaintAbout(null, Map.of(), Map.of(key.environmentVariable(), " ")))
                    .isEqualTo("lastack: " + key.environmentVariable() + "= " + expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme;;org.acme", ";com.acme", "com.acme;", ";", "com.acme; "})
    void emptyElement(String value) {
        assertThat(complaintAbout("application-packages=" + value))
                .isEqualTo("lastack: application-packages=" + value
                        + ": expected package prefixes such as com.acme;org.acme, none of them empty");
    }

    @Test
    void keyGivenTwice() {
        for (Key<?> key : Key.ALL) {
            if (!key.isRepeatable()) {
                assertThat(complaintAbout(key + "=1s," + key + "=2s"))
                        .isEqualTo("lastack: " + key + "=2s: expected " + key + " only once, and " + key
                                + "=1s stands before it");
            }
        }
    }

    @Test
    void sameElementTwice() {
        assertThat(complaintAbout("report=a.txt,report=a.txt"))
                .isEqualTo("lastack: report=a.txt;a.txt: expected a.txt only once");
        assertThat(complaintAbout("exclude=com.acme;com.acme"))
                .isEqualTo("lastack: exclude=com.acme;com.acme: expected com.acme only once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"out", "out.xml", "out.json.gz", "txt", "--", "out.pdf", "/dev/out.pdf", "/dev/../etc/x"})
    void reportWithAnotherEnding(String report) {
        assertThat(complaintAbout("report=-,report=" + report))
                .isEqualTo("lastack: report=" + report
                        + ": expected - or a file whose name ends in .txt, .json, .sarif, .junit.xml, .md or .html");
    }

    @Test
    void reportIntoMissingFolder(@TempDir File folder) throws Exception {
        File missing = new File(folder, "missing");
        String report = missing + "/out.json";

        assertThatThrownBy(() -> SettingsParser.parse("report=-,report=" + report))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "lastack: report=" + report + ": expected a folder that exists, and " + missing + " does not");
        assertThat(SettingsParser.parse("report=" + folder + "/out-%p.json").reports())
                .containsExactly(folder + "/out-%p.json");
    }

    @Test
    void reportIntoAFile_isNoFolder(@TempDir File folder) throws Exception {
        File file = new File(folder, "file");
        assertThat(file.createNewFile()).isTrue();

        assertThatThrownBy(() -> SettingsParser.parse("report=" + file + "/out.json"))
                .hasMessageEndingWith(": expected a folder that exists, and " + file + " does not");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http",
                "file:",
                "file: ",
                "file:/tmp/",
                "HTTP:127.0.0.1:9464",
                "prometheus",
                "jmx:",
                "otlp:",
                "otlp:http://127.0.0.1:4318",
                "/tmp/a.prom"
            })
    void metricsThatAreNoWayOut(String target) {
        assertThat(complaintAbout("metrics=jmx,metrics=" + target))
                .isEqualTo("lastack: metrics=" + target + ": expected file:PATH, http:ADDRESS:PORT, otlp or jmx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http:9464",
                "http::9464",
                "http://127.0.0.1:9464",
                "http:127.0.0.1",
                "http:127.0.0.1:",
                "http:127.0.0.1:0",
                "http:127.0.0.1:65536",
                "http:127.0.0.1:99999999999999999999",
                "http:127.0.0.1:9464/metrics",
                "http:::1:9464",
                "http:[127.0.0.1]:9464",
                "http:[]:9464",
                "http: :9464"
            })
    void metricsWithoutAnAddressAndAPort(String target) {
        assertThat(complaintAbout("metrics=" + target))
                .isEqualTo("lastack: metrics=" + target + ": expected file:PATH, http:ADDRESS:PORT, otlp or jmx,"
                        + " as in http:127.0.0.1:9464 or http:[::1]:9464");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http:127.0.0.1:9464", "http:[::1]:1", "http:0.0.0.0:65535", "http:localhost:80", "otlp", "jmx"})
    void metricsThatAreWaysOut(String target) throws Exception {
        assertThat(SettingsParser.parse("metrics=" + target).metrics()).containsExactly(target);
    }

    @Test
    void metricsIntoMissingFolder(@TempDir File folder) throws Exception {
        File missing = new File(folder, "missing");
        String target = "file:" + missing + "/a-%p.prom";

        assertThatThrownBy(() -> SettingsParser.parse("metrics=jmx,metrics=" + target))
                .hasMessage(
                        "lastack: metrics=" + target + ": expected a folder that exists, and " + missing + " does not");
        assertThat(SettingsParser.parse("metrics=jmx,metrics=file:" + folder + "/a-%p.prom")
                        .metrics())
                .containsExactly("jmx", "file:" + folder + "/a-%p.prom");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOG",
                "log:",
                "mail",
                "/usr/bin/page-me",
                "https://hooks.example.com/",
                "file:/tmp/a",
                "syslog:localhost"
            })
    void notifyOfNoKind(String target) {
        assertThat(complaintAbout("notify=log,notify=" + target))
                .isEqualTo("lastack: notify=" + target + ": expected log, exec:PROGRAM or webhook:URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec:", "exec:page-me", "exec:./page-me", "exec:bin/page-me", "exec:/usr/bin/"})
    void notifyByNoWholePath(String target) {
        assertThat(complaintAbout("notify=" + target))
                .isEqualTo("lastack: notify=" + target + ": expected log, exec:PROGRAM or webhook:URL,"
                        + " as in exec:/usr/local/bin/page-me, the whole path and no arguments");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhook:",
                "webhook:hooks.example.com",
                "webhook:/lastack",
                "webhook:ftp://hooks.example.com/",
                "webhook:https:///lastack",
                "webhook:https://hooks.example.com:0/",
                "webhook:https://hooks.example.com:65536/",
                "webhook:https://hooks.example.com/a b",
                "webhook:https://hooks.example.com/a\r\nX-Evil: 1",
                "webhook:https://hooks.example.com/#part"
            })
    void notifyByNoUrl(String target) {
        assertThat(complaintAbout("notify=" + target))
                .endsWith(": expected log, exec:PROGRAM or webhook:URL,"
                        + " as in webhook:https://hooks.example.com/lastack")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log",
                "exec:/usr/local/bin/page-me",
                "exec:/opt/with space/page-me",
                "webhook:https://hooks.example.com/services/T0?key=a&b=c",
                "webhook:http://user:secret@[::1]:8080",
                "webhook:HTTP://127.0.0.1:9/x"
            })
    void notifyThatIsTold(String target) throws Exception {
        assertThat(SettingsParser.parse("notify=" + target).notifies()).containsExactly(target);
    }

    @Test
    void unknownProperty() {
        assertThat(complaintAbout(null, Map.of("lastack.windows", "5s"), Map.of()))
                .isEqualTo("lastack: -Dlastack.windows=5s: no such key, expected -Dlastack.window");
        assertThat(complaintAbout(null, Map.of("lastack.close.wait.threshold", "5s"), Map.of()))
                .isEqualTo("lastack: -Dlastack.close.wait.threshold=5s: no such key,"
                        + " expected -Dlastack.close-wait-threshold");
        assertThat(complaintAbout(null, Map.of("lastack.colour", "red"), Map.of()))
                .startsWith("lastack: -Dlastack.colour=red: no such key, expected one of -Dlastack.report, ");
        assertThat(complaintAbout(null, Map.of("LastAck.window", "5s"), Map.of()))
                .isEqualTo("lastack: -DLastAck.window=5s: no such key, expected -Dlastack.window");
    }

    @Test
    void unknownEnvironmentVariable() {
        assertThat(complaintAbout(null, Map.of(), Map.of("LASTACK_REPORTS", "-")))
                .isEqualTo("lastack: LASTACK_REPORTS=-: no such key, expected LASTACK_REPORT");
        assertThat(complaintAbout(null, Map.of(), Map.of("lastack_report", "-")))
                .isEqualTo("lastack: lastack_report=-: no such key, expected LASTACK_REPORT");
        assertThat(complaintAbout(null, Map.of(), Map.of("LASTACK_COLOUR", "red")))
                .startsWith("lastack: LASTACK_COLOUR=red: no such key, expected one of LASTACK_REPORT, ");
    }

    @Test
    void ofSeveralUnknownNames_theFirstInTheAlphabetIsNamed() {
        assertThat(complaintAbout(null, Map.of("lastack.c", "3", "lastack.a", "1", "lastack.b", "2"), Map.of()))
                .startsWith("lastack: -Dlastack.a=1: ");
    }

    @Test
    void badValue_isNamedAsItWasWritten() {
        assertThat(complaintAbout(null, Map.of("lastack.window", "10"), Map.of()))
                .startsWith("lastack: -Dlastack.window=10: expected a duration");
        assertThat(complaintAbout(null, Map.of(), Map.of("LASTACK_WINDOW", "10")))
                .startsWith("lastack: LASTACK_WINDOW=10: expected a duration");
    }

    @Test
    void everyComplaint_isOneShortLine() {
        String longValue = "\r\n\u2028\u0085\u001b[2J" + "x".repeat(5000);

        for (Key<?> key : Key.ALL) {
            assertThat(complaintAbout(key + "=" + longValue + ".xml;;"))
                    .startsWith("lastack: " + key + "=")
                    .doesNotContainPattern("[\\p{Cntrl}\u2028\u2029\u0085]")
                    .hasSizeLessThan(600);
        }
        assertThat(complaintAbout(longValue))
                .doesNotContainPattern("[\\p{Cntrl}\u2028]")
                .hasSizeLessThan(600);
    }

    private static String complaintAbout(String arguments) {
        return complaintAbout(arguments, Map.of(), Map.of());
    }

    private static String complaintAbout(
            String arguments, Map<String, String> properties, Map<String, String> environment) {
        Throwable thrown =
                catchThrowable(() -> SettingsParser.parse(arguments, properties, environment, folder -> true));
        assertThat(thrown).as(arguments).isInstanceOf(ConfigurationException.class);
        return thrown.getMessage();
    }
}
