package dev.lastack.config;

/** Ways out for metrics. */
final class MetricsType extends ListType {

    MetricsType() {
        super("file:PATH, http:ADDRESS:PORT, otlp or jmx");
    }

    @Override
    void check(ConfiguredValue element) throws ConfigurationException {
        String value = element.value();
        if (MetricsTarget.of(value) == null) {
            throw element.expected(
                    expected() + (value.startsWith("http:") ? ", as in http:127.0.0.1:9464 or http:[::1]:9464" : ""));
        }
    }
}
