package dev.lastack.config;

/** Files whose ending picks the format, or {@code -}. */
final class ReportsType extends ListType {

    /** Text, on standard error. */
    static final String STANDARD_ERROR = "-";

    ReportsType() {
        super("- or a file whose name ends in " + ReportFormat.endings());
    }

    @Override
    void check(ConfiguredValue element) throws ConfigurationException {
        String file = element.value();
        if (!file.equals(STANDARD_ERROR) && ReportFormat.of(file) == null) {
            throw element.expected(expected());
        }
    }
}
