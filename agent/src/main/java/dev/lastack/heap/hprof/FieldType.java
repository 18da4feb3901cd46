package dev.lastack.heap.hprof;

import java.io.IOException;

/** What a field or an array's element is, by the number that HPROF has for it. */
final class FieldType {

    static final int OBJECT = 2;
    static final int CHAR = 5;
    static final int BYTE = 8;
    static final int INT = 10;
    static final int LONG = 11;

    private FieldType() {}

    /** In bytes. */
    static int size(int type, int idSize) throws IOException {
        return switch (type) {
            case OBJECT -> idSize;
            case 4, BYTE -> 1; // boolean
            case CHAR, 9 -> 2; // short
            case 6, INT -> 4; // float
            case 7, LONG -> 8; // double
            default -> throw new IOException("it is damaged: a field of type " + type);
        };
    }
}
