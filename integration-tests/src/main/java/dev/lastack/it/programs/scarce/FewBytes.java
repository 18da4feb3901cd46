package dev.lastack.it.programs.scarce;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has used next to nothing of the JDK when its memory runs short. Does what standard input says, and answers each on
 * standard output, {@code DONE-h}: {@code h N} takes all of the heap but N KB, {@code m N} all of metaspace but N KB, {@code f} gives all
 * back, {@code p} uses {@link Features} for the first time. Argument: a folder for files.
 */
public final class FewBytes {

    private static final int BLOCK = 16 << 10;

    /** What a class loader with one small class takes, in KB, on JDK 17 and 25. */
    private static final int LOADER_KB = 4;

    /** Made before, and written and read without a stream that would allocate. */
    private static final byte[] DONE = "DONE-x\n".getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] WORD = new byte[100];
    private static final FileInputStream IN = new FileInputStream(FileDescriptor.in);
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private static Object @Nullable [] blocks;
    private static @Nullable Loader loaders;

    private FewBytes() {}

    /** Each a class loader of its own, so that its metaspace is given back with it. */
    private static final class Loader extends ClassLoader {
        final @Nullable Loader next;

        Loader(@Nullable Loader next) {
            super(null);
            this.next = next;
        }

        void define(byte[] classFile) {
            defineClass(null, classFile, 0, classFile.length);
        }
    }

    public static void main(String[] args) throws Exception {
        byte[] classFile = template();
        System.out.println("READY");
        while (true) {
            int length = readWord();
            switch (length == 0 ? 'e' : WORD[0]) {
                case 'h' -> fillHeap(number(length));
                case 'm' -> fillMetaspace(classFile, number(length));
                case 'f' -> {
                    blocks = null;
                    loaders = null;
                    System.gc();
                }
                case 'p' -> probe(Path.of(args[0]));
                default -> {
                    return;
                }
            }
            DONE[DONE.length - 2] = WORD[0];
            OUT.write(DONE);
        }
    }

    /** Blocks hang on each other; the first has the latest. */
    private static void fillHeap(int leftKb) {
        try {
            while (true) {
                Object[] block = new Object[BLOCK / 4];
                block[0] = blocks;
                blocks = block;
            }
        } catch (OutOfMemoryError e) {
            for (int i = 0; i < leftKb * 1024 / BLOCK && blocks != null; i++) {
                blocks = (Object[]) blocks[0];
            }
        }
    }

    private static void fillMetaspace(byte[] classFile, int leftKb) {
        try {
            while (true) {
                Loader loader = new Loader(loaders);
                loader.define(classFile);
                loaders = loader;
            }
        } catch (OutOfMemoryError e) {
            for (int i = 0; i < leftKb / LOADER_KB && loaders != null; i++) {
                loaders = loaders.next;
            }
        }
        System.gc();
    }

    private static void probe(Path folder) {
        int right = 0;
        for (Map.Entry<String, Features.Feature> feature : Features.all(folder).entrySet()) {
            try {
                feature.getValue().use();
                right++;
            } catch (Throwable e) {
                System.out.println("BROKEN " + feature.getKey() + " " + e);
            }
        }
        System.out.println("FEATURES " + right);
    }

    private static byte[] template() throws IOException {
        try (InputStream in = FewBytes.class.getResourceAsStream("OnlyLoadedLate.class")) {
            if (in == null) {
                throw new IOException("no class file to define again and again");
            }
            return in.readAllBytes();
        }
    }

    /** Returns its length, 0 at the end. */
    private static int readWord() throws IOException {
        int length = 0;
        for (int b = IN.read(); b != '\n'; b = IN.read()) {
            if (b < 0) {
                return 0;
            }
            WORD[length++] = (byte) b;
        }
        return length;
    }

    private static int number(int length) {
        int number = 0;
        for (int i = 2; i < length; i++) {
            number = number * 10 + WORD[i] - '0';
        }
        return number;
    }
}
