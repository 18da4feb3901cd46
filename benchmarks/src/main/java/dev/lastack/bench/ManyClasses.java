package dev.lastack.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * An application of so many classes, which are generated and loaded: prints the nanoseconds that takes, which are the
 * agent's too if it looks at each. Argument: classes.
 */
public final class ManyClasses {

    private ManyClasses() {}

    public static void main(String[] args) throws IOException {
        int classes = Integer.parseInt(args[0]);
        byte[][] files = new byte[classes][];
        for (int i = 0; i < classes; i++) {
            files[i] = classFile(name(i));
        }
        Loader loader = new Loader();
        long begin = System.nanoTime();
        for (int i = 0; i < classes; i++) {
            loader.define(name(i), files[i]);
        }
        System.out.println(System.nanoTime() - begin);
    }

    private static String name(int i) {
        return "com.acme.module" + i % 100 + ".generated.Service" + i;
    }

    /** JVMS 4.1: a public class without members. */
    private static byte[] classFile(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xCAFEBABE);
        out.writeInt(52);
        out.writeShort(5);
        classConstant(out, name.replace('.', '/'), 2);
        classConstant(out, "java/lang/Object", 4);
        out.writeShort(0x21);
        out.writeShort(1);
        out.writeShort(3);
        for (int none = 0; none < 4; none++) {
            out.writeShort(0);
        }
        return bytes.toByteArray();
    }

    private static void classConstant(DataOutputStream out, String name, int nameIndex) throws IOException {
        out.writeByte(7);
        out.writeShort(nameIndex);
        out.writeByte(1);
        out.writeUTF(name);
    }

    private static final class Loader extends ClassLoader {

        Loader() {
            super(ManyClasses.class.getClassLoader());
        }

        void define(String name, byte[] file) {
            resolveClass(defineClass(name, file, 0, file.length));
        }
    }
}
