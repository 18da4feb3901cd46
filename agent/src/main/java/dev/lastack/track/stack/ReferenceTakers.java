package dev.lastack.track.stack;

import dev.lastack.track.owner.ClassFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a stack closes because the garbage collector has found something: a method on it takes a reference from a {@link
 * java.lang.ref.ReferenceQueue}, and is at a line that it comes to only with what it took. Any thread may do so, in passing
 * or in a loop of its own, so the code is asked and not the thread: by its class file. Not for hooks.
 */
final class ReferenceTakers {

    /** From the close on outwards, of frames that are not the JDK's: who takes a reference closes what belongs to it. */
    private static final int MAX_FRAMES = 16;

    private static final int MAX_CLASSES = 256;

    /** By the class's name and its loader's identity: no class is held. Guarded by this. */
    private final Map<Key, Map<String, Set<Integer>>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Map<String, Set<Integer>>> eldest) {
            return size() > MAX_CLASSES;
        }
    };

    private record Key(String className, int loader) {}

    /**
     * Innermost first.
     *
     * @param classes of the same frames
     */
    synchronized boolean isOn(StackTraceElement[] frames, List<Class<?>> classes) {
        int looked = 0;
        for (int i = 0; i < classes.size() && looked < MAX_FRAMES; i++) {
            Class<?> type = classes.get(i);
            if (isOfJdk(type)) {
                continue;
            }
            looked++;
            Set<Integer> lines = lines(type).get(frames[i].getMethodName());
            if (lines != null && lines.contains(frames[i].getLineNumber())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private Map<String, Set<Integer>> lines(Class<?> type) {
        Key key = new Key(type.getName(), System.identityHashCode(type.getClassLoader()));
        Map<String, Set<Integer>> before = known.get(key);
        if (before != null) {
            return before;
        }
        byte[] classFile = ClassFiles.of(type);
        Map<String, Set<Integer>> read = classFile == null ? Map.of() : lines(type, classFile);
        known.put(key, read);
        return read;
    }

    /** Of a class within that which takes the references: whether it is what is done with them, by whatever thread. */
    private static Map<String, Set<Integer>> lines(Class<?> type, byte[] classFile) {
        Class<?> host = type.getNestHost();
        byte[] taker = host == type ? null : ClassFiles.of(host);
        boolean isTask = taker != null
                && TakenReferences.tasks(taker).contains(type.getName().replace('.', '/'));
        return isTask ? TakenReferences.allLines(classFile) : TakenReferences.lines(classFile);
    }
}
