package dev.lastack.instrument.weave;

/** What a hook is given, seen from inside the hooked method. */
public sealed interface Value {

    /** The object whose method it is. */
    Value SELF = new Self();

    /** What the method returns, or, where an exception leaves it, that exception. A hook takes it first. */
    Value OUTCOME = new Outcome();

    static Value argument(int index) {
        return new Argument(index);
    }

    /** Of the object, whatever its type: declared by its class, or for classes of the JDK by one above. */
    static Value field(String name) {
        return new Field(name);
    }

    /**
     * Of the object; some JDKs, or versions of the library, have no such field.
     *
     * @param absent given where the class has no such field
     */
    static Value field(String name, boolean absent) {
        return new FlagField(name, absent);
    }

    static Value constant(boolean value) {
        return new Flag(value);
    }

    static Value constant(String value) {
        return new Text(value);
    }

    record Self() implements Value {}

    record Outcome() implements Value {}

    record Argument(int index) implements Value {}

    record Field(String name) implements Value {}

    record FlagField(String name, boolean absent) implements Value {}

    record Flag(boolean value) implements Value {}

    record Text(String value) implements Value {}
}
