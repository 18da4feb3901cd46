package dev.lastack.instrument;

/** A look into a class file without parsing it. */
final class Bytes {

    private Bytes() {}

    /** @param wanted not empty */
    static boolean contains(byte[] all, byte[] wanted) {
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
