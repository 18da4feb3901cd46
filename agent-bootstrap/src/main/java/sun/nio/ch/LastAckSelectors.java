package sun.nio.ch;

import java.nio.channels.SelectionKey;
import java.nio.channels.spi.AbstractSelectableChannel;
import jdk.internal.misc.Unsafe;

/**
 * Whether the selectors that hold a closed channel's descriptor back are at work. Reads two private fields, the same on
 * JDK 17 to 26; where they are missing, the answer is no.
 */
public final class LastAckSelectors {

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long KEYS = offset(AbstractSelectableChannel.class, "keys");
    private static final long IN_SELECT = offset(SelectorImpl.class, "inSelect");

    private LastAckSelectors() {}

    private static long offset(Class<?> owner, String field) {
        try {
            return UNSAFE.objectFieldOffset(owner, field);
        } catch (Throwable t) {
            return -1;
        }
    }

    /**
     * A thread is inside select() of every selector that the channel is still registered with: they will give the
     * descriptor back when they wake. A moment's view, taken without any lock; never blocks.
     */
    public static boolean allSelecting(Object channel) {
        if (KEYS < 0 || IN_SELECT < 0 || !(channel instanceof AbstractSelectableChannel)) {
            return false;
        }
        Object keys = UNSAFE.getReferenceVolatile(channel, KEYS);
        boolean any = false;
        if (keys instanceof SelectionKey[] registered) {
            for (SelectionKey key : registered) {
                if (key != null) {
                    if (!(key.selector() instanceof SelectorImpl selector)
                            || !UNSAFE.getBooleanVolatile(selector, IN_SELECT)) {
                        return false;
                    }
                    any = true;
                }
            }
        }
        return any;
    }
}
