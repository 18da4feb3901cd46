package dev.lastack.text;

/** Colours for a terminal, or none. */
public enum Paint {
    NONE,
    ANSI;

    public String good(String text) {
        return in("32", text);
    }

    public String bad(String text) {
        return in("31;1", text);
    }

    public String unsure(String text) {
        return in("33", text);
    }

    public String bold(String text) {
        return in("1", text);
    }

    public String faint(String text) {
        return in("2", text);
    }

    /** The one of several that keys work on. */
    public String selected(String text) {
        return in("7", text);
    }

    /** A name as it is typed. */
    public String code(String text) {
        return in("36", text);
    }

    /** How many columns a painted text takes. */
    public static int width(String painted) {
        return painted.replaceAll("\u001b\\[[0-9;]*m", "").length();
    }

    /** What is painted may be a name of anybody's: no colour but ours. */
    private String in(String code, String text) {
        String printable = Printable.of(text);
        return this == NONE ? printable : "\u001b[" + code + "m" + printable + "\u001b[0m";
    }
}
