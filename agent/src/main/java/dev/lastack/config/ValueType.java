package dev.lastack.config;

/** How the text of a value is read. Stateless. */
interface ValueType<T> {

    /** Reads a value that is not empty. */
    T parse(ConfiguredValue given) throws ConfigurationException;

    /** What is accepted, in words that follow "expected". */
    String expected();
}
