package dev.lastack.config;

/** Who is told of new findings. */
final class NotifyType extends ListType {

    NotifyType() {
        super("log, exec:PROGRAM or webhook:URL");
    }

    @Override
    void check(ConfiguredValue element) throws ConfigurationException {
        if (NotifyTarget.of(element.value()) == null) {
            throw element.expected(expected() + example(element.value()));
        }
    }

    private static String example(String value) {
        if (value.startsWith("exec:")) {
            return ", as in exec:/usr/local/bin/page-me, the whole path and no arguments";
        }
        return value.startsWith("webhook:") ? ", as in webhook:https://hooks.example.com/lastack" : "";
    }
}
