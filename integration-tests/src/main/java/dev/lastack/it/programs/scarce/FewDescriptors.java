package dev.lastack.it.programs.scarce;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has used next to nothing of the JDK when its descriptors run short. Does what standard input says, a word a line, and
 * answers each on standard output: {@code leave N} takes all but N descriptors, {@code hungry} takes each that there is
 * again and again, {@code free} gives all back, {@code probe} uses {@link Features} for the first time. Argument: a
 * folder for files.
 */
@SuppressWarnings("ThreadPriorityCheck") // it gives way to the attach that runs beside
public final class FewDescriptors {

    private static final Deque<FileInputStream> HELD = new ArrayDeque<>(4096);
    private static volatile boolean hungry;

    private FewDescriptors() {}

    public static void main(String[] args) throws Exception {
        say("READY");
        for (String word = line(); word != null && !word.equals("end"); word = line()) {
            if (word.startsWith("leave ")) {
                takeAll();
                for (int i = Integer.parseInt(word.substring("leave ".length())); i > 0 && !HELD.isEmpty(); i--) {
                    HELD.pop().close();
                }
            } else if (word.equals("hungry")) {
                eat();
            } else if (word.equals("free")) {
                giveBack();
            } else if (word.equals("probe")) {
                probe(new File(args[0]).toPath());
            }
            say("DONE " + word);
        }
    }

    private static void takeAll() {
        try {
            while (true) {
                HELD.push(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            // that was the last
        }
    }

    private static void eat() {
        hungry = true;
        Thread thread = new Thread(() -> {
            while (hungry) {
                synchronized (HELD) {
                    takeAll();
                }
                Thread.yield();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void giveBack() throws IOException {
        hungry = false;
        synchronized (HELD) {
            while (!HELD.isEmpty()) {
                HELD.pop().close();
            }
        }
    }

    private static void probe(Path folder) {
        int right = 0;
        for (Map.Entry<String, Features.Feature> feature : Features.all(folder).entrySet()) {
            try {
                feature.getValue().use();
                right++;
            } catch (Throwable e) {
                say("BROKEN " + feature.getKey() + " " + e);
            }
        }
        say("FEATURES " + right);
    }

    /** By hand: a reader would initialise classes. */
    @SuppressWarnings("deprecation") // the one way that asks for no charset, whose class might not be there yet
    private static @Nullable String line() throws IOException {
        byte[] bytes = new byte[100];
        int length = 0;
        for (int b = System.in.read(); b != '\n'; b = System.in.read()) {
            if (b < 0) {
                return null;
            }
            bytes[length++] = (byte) b;
        }
        return new String(bytes, 0, 0, length);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
