package dev.lastack.config;

/** A whole number within bounds. */
final class NumberType implements ValueType<Integer> {

    private final int least;
    private final int most;

    NumberType(int least, int most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public Integer parse(ConfiguredValue given) throws ConfigurationException {
        String text = given.value();
        for (int i = 0; i < text.length(); i++) {
            if (!Digits.isDigit(text.charAt(i))) {
                throw given.expected(expected());
            }
        }
        long number = Digits.parse(text, text.length());
        if (number < least || number > most) {
            throw given.expected(expected());
        }
        return (int) number;
    }

    @Override
    public String expected() {
        return "a whole number from " + least + " to " + most;
    }
}
