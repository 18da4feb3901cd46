package dev.lastack.instrument.weave;

/** Searches a class file for a name without parsing it. */
public final class ClassFileScan {

    private ClassFileScan() {}

    /**
     * Whether these bytes stand anywhere in it.
     *
     * @param wanted not empty
     */
    public static boolean contains(byte[] all, byte[] wanted) {
        for (int at = 0; at <= all.length - wanted.length; at++) {
            if (all[at] == wanted[0] && isAt(all, at, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] all, int at, byte[] wanted) {
        for (int i = 1; i < wanted.length; i++) {
            if (all[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
