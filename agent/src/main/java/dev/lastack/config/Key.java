package dev.lastack.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every key, declared once. {@code docs/configuration.md} is held against this class by a test.
 *
 * @param <T> of its value
 */
public final class Key<T> {

    /** Comes before each key's name in a system property. */
    static final String PROPERTY_PREFIX = "lastack.";

    /** Comes before each key's name in an environment variable. */
    static final String ENVIRONMENT_PREFIX = "LASTACK_";

    private static final String DURATION = "ms, s, m, h, d";

    static final Key<List<String>> REPORT = new Key<>(
            "report",
            "-",
            "files",
            "written at JVM exit: a file, whose ending picks the format (" + ReportFormat.endingsInMarkdown()
                    + "), or `-` for text on standard error; may be given more than once; `%p` in the file's name is"
                    + " the pid",
            new ReportsType());

    static final Key<Duration> REPORT_EVERY = new Key<>(
            "report-every",
            null,
            DURATION,
            "also write the report at this interval, for processes that are killed",
            new DurationType());

    static final Key<Duration> CLOSE_WAIT_THRESHOLD = new Key<>(
            "close-wait-threshold",
            "5s",
            DURATION,
            "how long remote-closed and unclosed is too long",
            new DurationType());

    static final Key<Duration> STALLED_THRESHOLD = new Key<>(
            "stalled-threshold", "30s", DURATION, "how long unread data may lie without any read", new DurationType());

    static final Key<Duration> BORROWED_THRESHOLD = new Key<>(
            "borrowed-threshold",
            "60s",
            DURATION,
            "how long a pool's connection may be lent out without moving data",
            new DurationType());

    static final Key<Duration> SHORT_CONNECTION = new Key<>(
            "short-connection", "1s", DURATION, "a connection that lives shorter counts as short", new DurationType());

    static final Key<Duration> WINDOW =
            new Key<>("window", "60s", DURATION, "the sliding window over which rates are taken", new DurationType());

    static final Key<Integer> HOTSPOT_CONNECTIONS = new Key<>(
            "hotspot-connections",
            "100",
            "connections",
            "fewer short connections than this in the window are not a hotspot",
            new NumberType(1, Integer.MAX_VALUE));

    static final Key<List<String>> APPLICATION_PACKAGES = new Key<>(
            "application-packages",
            null,
            "prefixes",
            "`;`-separated prefixes that are the application; none: all that is not the JDK or a known library",
            new ListType("package prefixes such as com.acme;org.acme"));

    static final Key<Integer> STACK_DEPTH =
            new Key<>("stack-depth", "128", "frames", "frames kept of a stack", new NumberType(1, 1024));

    static final Key<List<String>> EXCLUDE = new Key<>(
            "exclude",
            null,
            "peers, prefixes",
            "`;`-separated peers or packages not to report",
            new ListType("peers or packages such as 10.0.0.5:8443;com.acme.probe"));

    static final Key<Boolean> EXECUTOR_HANDOVER = new Key<>(
            "executor-handover",
            "false",
            "true, false",
            "`true`: remember who gave a task to an executor of the JDK, for connections that are opened on its"
                    + " threads",
            new FlagType());

    static final Key<Duration> REPORT_TIMEOUT = new Key<>(
            "report-timeout", "5s", DURATION, "how long the reports may hold back the JVM's end", new DurationType());

    /** As a share: 0.01 for 1 %. */
    static final Key<Double> OVERHEAD = new Key<>(
            "overhead",
            "1%",
            "% of a core, off",
            "the share of one core for which stacks of uses, end-of-stream and close are captured; `off`: of every"
                    + " connection, whatever it costs",
            new ShareType());

    static final Key<List<String>> METRICS = new Key<>(
            "metrics",
            null,
            "`file:PATH`, `http:ADDRESS:PORT`, `otlp`, `jmx`",
            "where metrics are given out, see [metrics.md](metrics.md); may be given more than once;"
                    + " `%p` in the file's name is the pid",
            new MetricsType());

    static final Key<Integer> METRICS_LIMIT = new Key<>(
            "metrics-limit",
            "50",
            "code paths",
            "how many code paths, destinations and listeners get series of their own; the rest is `other`",
            new NumberType(1, 10_000));

    static final Key<List<String>> NOTIFY = new Key<>(
            "notify",
            null,
            "`log`, `exec:PROGRAM`, `webhook:URL`",
            "who is told of each new finding, see [notify.md](notify.md); may be given more than once",
            new NotifyType());

    /** In the order in which they are documented. */
    public static final List<Key<?>> ALL = List.of(
            REPORT,
            REPORT_EVERY,
            CLOSE_WAIT_THRESHOLD,
            STALLED_THRESHOLD,
            BORROWED_THRESHOLD,
            SHORT_CONNECTION,
            WINDOW,
            HOTSPOT_CONNECTIONS,
            APPLICATION_PACKAGES,
            STACK_DEPTH,
            EXCLUDE,
            EXECUTOR_HANDOVER,
            REPORT_TIMEOUT,
            OVERHEAD,
            METRICS,
            METRICS_LIMIT,
            NOTIFY);

    /** Those that agent arguments may repeat. */
    private static final List<Key<?>> REPEATABLE = List.of(REPORT, METRICS, NOTIFY);

    /** What is counted and captured from the first connection on is not counted anew. */
    private static final List<Key<?>> FIXED = List.of(WINDOW, APPLICATION_PACKAGES, STACK_DEPTH);

    /** Where something is written to: addresses, which may be secrets of their own. They judge nothing. */
    private static final List<Key<?>> OUTPUTS = List.of(REPORT, METRICS, NOTIFY);

    private final String name;
    private final @Nullable String defaultValue;
    private final String unit;
    private final String description;
    private final ValueType<T> type;

    private Key(String name, @Nullable String defaultValue, String unit, String description, ValueType<T> type) {
        this.name = name;
        this.defaultValue = defaultValue;
        this.unit = unit;
        this.description = description;
        this.type = type;
    }

    /** As an agent argument: {@code close-wait-threshold}. */
    public String name() {
        return name;
    }

    /** As a system property: {@code lastack.close-wait-threshold}. */
    public String property() {
        return PROPERTY_PREFIX + name;
    }

    /** As an environment variable: {@code LASTACK_CLOSE_WAIT_THRESHOLD}. */
    public String environmentVariable() {
        return ENVIRONMENT_PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** As a person would write it, null for none. */
    public @Nullable String defaultValue() {
        return defaultValue;
    }

    /** Of a value. */
    public String unit() {
        return unit;
    }

    /** In Markdown, half a sentence. */
    public String description() {
        return description;
    }

    /** Whether a change takes effect in a watch that runs. */
    public boolean isLive() {
        return !FIXED.contains(this);
    }

    /** Whether it may be given more than once in agent arguments. */
    public boolean isRepeatable() {
        return REPEATABLE.contains(this);
    }

    /** Whether it says only where something is written to. */
    public boolean isOutput() {
        return OUTPUTS.contains(this);
    }

    /** What is accepted as a value, in words that follow "expected". */
    public String expected() {
        return type.expected();
    }

    T parse(ConfiguredValue given) throws ConfigurationException {
        if (given.value().isBlank()) {
            throw given.expected(type.expected());
        }
        return type.parse(given);
    }

    @Override
    public String toString() {
        return name;
    }
}
