package dev.lastack.config;

/** A flag, {@code true} or {@code false}. */
final class FlagType implements ValueType<Boolean> {

    @Override
    public Boolean parse(ConfiguredValue given) throws ConfigurationException {
        return switch (given.value()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw given.expected(expected());
        };
    }

    @Override
    public String expected() {
        return "true or false";
    }
}
