package dev.lastack.it.programs.hostile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/** A class with other names in its constant pool. Its own loader's: the original stays what it is. */
final class RenamedClass extends ClassLoader {

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    private RenamedClass() {
        super(RenamedClass.class.getClassLoader());
    }

    /** @param names as the class file has them, by those that are to be replaced */
    static Class<?> of(Class<?> original, Map<String, String> names) throws IOException {
        String file = original.getSimpleName() + ".class";
        try (InputStream in = Objects.requireNonNull(original.getResourceAsStream(file))) {
            byte[] renamed = renamed(in.readAllBytes(), names);
            return new RenamedClass().defineClass(null, renamed, 0, renamed.length);
        }
    }

    private static byte[] renamed(byte[] classFile, Map<String, String> names) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(in.readLong()); // magic and version
        int constants = in.readUnsignedShort();
        out.writeShort(constants);
        for (int i = 1; i < constants; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == UTF8) {
                String text = in.readUTF();
                out.writeUTF(names.getOrDefault(text, text));
            } else {
                out.write(in.readNBytes(length(tag)));
            }
            i += tag == LONG || tag == DOUBLE ? 1 : 0; // they take two places
        }
        out.write(in.readAllBytes());
        return bytes.toByteArray();
    }

    /** JVMS 4.4. */
    private static int length(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case LONG, DOUBLE -> 8;
            default -> 4;
        };
    }
}
