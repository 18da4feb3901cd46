package dev.lastack.instrument;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * Whether this JVM is a training run for an AOT cache ({@code -XX:AOTCacheOutput}, {@code -XX:AOTMode=record}; JDK 24
 * and later). JDK 25.0.3 crashes at the end of one in which {@code java.lang.Thread} was retransformed.
 */
final class AotTraining {

    private static final int FIRST_JDK = 24;
    private static final String PACKAGE = "jdk.internal.misc";

    private AotTraining() {}

    /** The VM's own word, whichever way its options came; asks a class that every start of the JDK initialises. */
    static boolean isUnderWay(Instrumentation instrumentation) {
        if (Runtime.version().feature() < FIRST_JDK) {
            return false;
        }
        try {
            instrumentation.redefineModule(
                    Object.class.getModule(),
                    Set.of(),
                    Map.of(PACKAGE, Set.of(AotTraining.class.getModule())),
                    Map.of(),
                    Set.of(),
                    Map.of());
            Class<?> archives = Class.forName(PACKAGE + ".CDS", false, null);
            return (Boolean) archives.getMethod("isDumpingStaticArchive").invoke(null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false; // a JDK that does not say so: better hooked than not
        }
    }
}
