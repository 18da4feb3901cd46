package dev.lastack.report;

/** Colours for a terminal, or none. */
public enum Paint {
    NONE,
    ANSI;

    String good(String text) {
        return in("32", text);
    }

    String bad(String text) {
        return in("31;1", text);
    }

    String unsure(String text) {
        return in("33", text);
    }

    String bold(String text) {
        return in("1", text);
    }

    private String in(String code, String text) {
        return this == NONE ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
