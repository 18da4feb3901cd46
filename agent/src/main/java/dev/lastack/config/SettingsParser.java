package dev.lastack.config;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings: an agent argument counts before a system property, that before an environment variable, that
 * before the default. A value that does not count is not looked at; a name that is no key's is refused everywhere.
 *
 * <p>Runs in premain, so it stays away from whatever loads many classes: no regular expression, lambda or stream.
 */
public final class SettingsParser {

    private final List<Source> sources;
    private final Predicate<File> folderExists;

    private SettingsParser(List<Source> sources, Predicate<File> folderExists) {
        this.sources = sources;
        this.folderExists = folderExists;
    }

    /** With the system properties, the environment and the file system of this process. */
    public static Settings parse(@Nullable String agentArguments) throws ConfigurationException {
        return parse(agentArguments, System.getProperties(), System.getenv(), new IsDirectory());
    }

    /**
     * With everything handed in.
     *
     * @param agentArguments null or empty where there are none
     * @param folderExists whether a report can be written into a folder
     */
    public static Settings parse(
            @Nullable String agentArguments,
            Map<?, ?> systemProperties,
            Map<String, String> environment,
            Predicate<File> folderExists)
            throws ConfigurationException {
        AgentArguments arguments = new AgentArguments(agentArguments == null ? "" : agentArguments);
        SystemProperties properties = new SystemProperties(systemProperties);
        EnvironmentVariables variables = new EnvironmentVariables(environment);
        properties.refuseUnknown();
        variables.refuseUnknown();
        return new SettingsParser(List.of(arguments, properties, variables), folderExists).settings();
    }

    /**
     * Changes what can change in a watch that runs.
     *
     * @param arguments key=value pairs, each element possibly several with commas between
     */
    public static SettingsChange change(Settings before, List<String> arguments) throws ConfigurationException {
        AgentArguments given = new AgentArguments(String.join(",", arguments));
        return new SettingsParser(List.of(given), new IsDirectory()).change(before, given);
    }

    /**
     * Adds the reports of a second agent to those of the first.
     *
     * @param arguments the second agent's
     * @return with the reports that were added as changed, and as unchanged what else it wants and the first has not
     */
    public static SettingsChange join(Settings first, String arguments) throws ConfigurationException {
        AgentArguments given = new AgentArguments(arguments);
        Settings asked = new SettingsParser(List.of(given), new IsDirectory()).settings();
        List<String> reports = new ArrayList<>(first.reports());
        List<String> added = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Key<?> key : Key.ALL) {
            if (key == Key.REPORT && given.has(key)) {
                addNew(asked.reports(), reports, added);
            } else if (given.has(key) && !Objects.equals(asked.valueOf(key), first.valueOf(key))) {
                without.add(given.pair(key));
            }
        }
        return new SettingsChange(first.withReports(reports), added, without);
    }

    private static void addNew(List<String> asked, List<String> reports, List<String> added) {
        for (String report : asked) {
            if (!reports.contains(report)) {
                reports.add(report);
                added.add(Key.REPORT.name() + "=" + report);
            }
        }
    }

    private SettingsChange change(Settings before, AgentArguments given) throws ConfigurationException {
        Settings asked = settings();
        Settings after = new Settings(
                given.has(Key.REPORT) ? asked.reports() : before.reports(),
                given.has(Key.REPORT_EVERY) ? asked.reportEvery() : before.reportEvery(),
                given.has(Key.CLOSE_WAIT_THRESHOLD) ? asked.closeWaitThreshold() : before.closeWaitThreshold(),
                given.has(Key.STALLED_THRESHOLD) ? asked.stalledThreshold() : before.stalledThreshold(),
                given.has(Key.BORROWED_THRESHOLD) ? asked.borrowedThreshold() : before.borrowedThreshold(),
                given.has(Key.SHORT_CONNECTION) ? asked.shortConnection() : before.shortConnection(),
                before.window(),
                given.has(Key.HOTSPOT_CONNECTIONS) ? asked.hotspotConnections() : before.hotspotConnections(),
                before.applicationPackages(),
                before.stackDepth(),
                given.has(Key.EXCLUDE) ? asked.exclude() : before.exclude(),
                before.executorHandover(),
                given.has(Key.REPORT_TIMEOUT) ? asked.reportTimeout() : before.reportTimeout(),
                given.has(Key.OVERHEAD) ? asked.overhead() : before.overhead(),
                given.has(Key.METRICS) ? asked.metrics() : before.metrics(),
                given.has(Key.METRICS_LIMIT) ? asked.metricsLimit() : before.metricsLimit(),
                given.has(Key.NOTIFY) ? asked.notifies() : before.notifies());
        return new SettingsChange(after, given.pairs(true), given.pairs(false));
    }

    /** Whether any of the places says where to write reports. */
    public static boolean reportIsGiven(String agentArguments) throws ConfigurationException {
        List<Source> sources = List.of(
                new AgentArguments(agentArguments),
                new SystemProperties(System.getProperties()),
                new EnvironmentVariables(System.getenv()));
        for (Source source : sources) {
            if (source.find(Key.REPORT) != null) {
                return true;
            }
        }
        return false;
    }

    static Settings defaults() {
        try {
            return new SettingsParser(List.of(), new IsDirectory()).settings();
        } catch (ConfigurationException e) {
            throw new AssertionError("a default does not parse", e);
        }
    }

    private Settings settings() throws ConfigurationException {
        return new Settings(
                reports(),
                optional(Key.REPORT_EVERY),
                required(Key.CLOSE_WAIT_THRESHOLD),
                required(Key.STALLED_THRESHOLD),
                required(Key.BORROWED_THRESHOLD),
                required(Key.SHORT_CONNECTION),
                required(Key.WINDOW),
                required(Key.HOTSPOT_CONNECTIONS),
                list(Key.APPLICATION_PACKAGES),
                required(Key.STACK_DEPTH),
                list(Key.EXCLUDE),
                required(Key.EXECUTOR_HANDOVER),
                required(Key.REPORT_TIMEOUT),
                required(Key.OVERHEAD),
                metrics(),
                required(Key.METRICS_LIMIT),
                list(Key.NOTIFY));
    }

    private List<String> reports() throws ConfigurationException {
        List<String> reports = list(Key.REPORT);
        for (String report : reports) {
            if (!report.equals(ReportsType.STANDARD_ERROR)) {
                requireFolder(Key.REPORT, report, report);
            }
        }
        return reports;
    }

    private List<String> metrics() throws ConfigurationException {
        List<String> metrics = list(Key.METRICS);
        for (String element : metrics) {
            MetricsTarget target = MetricsTarget.of(element);
            if (target != null && target.kind() == MetricsTarget.Kind.FILE) {
                requireFolder(Key.METRICS, element, target.place());
            }
        }
        return metrics;
    }

    private void requireFolder(Key<?> key, String element, String file) throws ConfigurationException {
        File folder = new File(file).getAbsoluteFile().getParentFile();
        ConfiguredValue given = find(key);
        if (folder != null && given != null && !folderExists.test(folder)) {
            throw given.element(element).expected("a folder that exists, and " + folder + " does not");
        }
    }

    private List<String> list(Key<List<String>> key) throws ConfigurationException {
        List<String> elements = optional(key);
        return elements == null ? List.of() : elements;
    }

    private <T> T required(Key<T> key) throws ConfigurationException {
        T value = optional(key);
        if (value == null) {
            throw new AssertionError("key without default: " + key);
        }
        return value;
    }

    private <T> @Nullable T optional(Key<T> key) throws ConfigurationException {
        ConfiguredValue given = find(key);
        return given == null ? null : key.parse(given);
    }

    private @Nullable ConfiguredValue find(Key<?> key) {
        for (Source source : sources) {
            ConfiguredValue given = source.find(key);
            if (given != null) {
                return given;
            }
        }
        String defaultValue = key.defaultValue();
        return defaultValue == null ? null : new ConfiguredValue(key.name(), defaultValue);
    }

    private static final class IsDirectory implements Predicate<File> {

        @Override
        public boolean test(File folder) {
            return folder.isDirectory();
        }
    }
}
