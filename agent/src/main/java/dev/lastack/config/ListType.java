package dev.lastack.config;

import java.util.ArrayList;
import java.util.List;

/** Elements with {@code ;} between them; none is empty, none comes twice. */
class ListType implements ValueType<List<String>> {

    static final char SEPARATOR = ';';

    private final String expected;

    ListType(String expected) {
        this.expected = expected;
    }

    @Override
    public List<String> parse(ConfiguredValue given) throws ConfigurationException {
        List<String> elements = new ArrayList<>();
        String text = given.value();
        int start = 0;
        while (start <= text.length()) {
            int separator = text.indexOf(SEPARATOR, start);
            int end = separator < 0 ? text.length() : separator;
            elements.add(checked(given, text.substring(start, end), elements));
            start = end + 1;
        }
        return List.copyOf(elements);
    }

    private String checked(ConfiguredValue given, String element, List<String> before) throws ConfigurationException {
        if (element.isBlank()) {
            throw given.expected(expected + ", none of them empty");
        }
        if (before.contains(element)) {
            throw given.expected(element + " only once");
        }
        check(given.element(element));
        return element;
    }

    /** For what a list of one kind asks of each element. */
    void check(ConfiguredValue element) throws ConfigurationException {}

    @Override
    public String expected() {
        return expected;
    }
}
