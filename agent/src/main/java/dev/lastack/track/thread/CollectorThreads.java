package dev.lastack.track.thread;

/**
 * The JVM's threads that run finalizers and cleaners: what they close, the garbage collector has found, whatever library
 * wrote the finalizer. Told by name, as nothing else costs so little at each close: the JDK's own names, which are the
 * same from 17 to 25.
 */
public final class CollectorThreads {

    private CollectorThreads() {}

    public static boolean isOne(Thread thread) {
        return isName(thread.getName());
    }

    static boolean isName(String name) {
        return switch (name.length()) {
            case 9 -> name.equals("Finalizer") || isCleaner(name);
            case 14 -> name.equals("Common-Cleaner");
            case 19 -> name.equals("Secondary finalizer");
            default -> isCleaner(name);
        };
    }

    /** {@code java.lang.ref.Cleaner.create()} numbers them. */
    private static boolean isCleaner(String name) {
        return name.startsWith("Cleaner-") && name.length() > 8 && Character.isDigit(name.charAt(8));
    }
}
