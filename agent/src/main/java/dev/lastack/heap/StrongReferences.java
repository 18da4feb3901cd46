package dev.lastack.heap;

import dev.lastack.heap.hprof.HeapClass;
import org.jspecify.annotations.Nullable;

/** Which references keep an object alive, and which of them say least about who does. */
final class StrongReferences {

    private StrongReferences() {}

    /**
     * Whether it keeps its target alive. The referent of whatever extends Reference does not, the finalizer's and the
     * softly held included: nobody of the program can be asked to let go of them.
     */
    static boolean isStrong(HeapClass.@Nullable Field field) {
        return field == null
                || !field.declaredBy().name().equals("java.lang.ref.Reference")
                || !(field.name().equals("referent") || field.name().equals("discovered"));
    }

    /**
     * LastAck's own classes: their weak references and tables are not the application's. Its demo programs and tests are
     * applications.
     */
    static boolean isOurs(HeapClass one) {
        String name = one.name();
        return name.startsWith("java.net.LastAck")
                || name.startsWith("sun.nio.ch.LastAck")
                || (name.startsWith("dev.lastack.")
                        && !name.startsWith("dev.lastack.demo.")
                        && !name.startsWith("dev.lastack.it."));
    }

    /**
     * Whether another path is to be preferred, however long: that a selector has a channel registered says which event
     * loop it belongs to, not whose it is.
     */
    static boolean isLastResort(HeapClass.@Nullable Field field) {
        return field != null && field.declaredBy().name().equals("sun.nio.ch.SelectionKeyImpl");
    }
}
