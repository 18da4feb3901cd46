package sun.nio.ch;

import java.nio.channels.SelectionKey;
import java.nio.channels.spi.AbstractSelectableChannel;
import jdk.internal.misc.Unsafe;

/**
 * What selectors know of a channel: what hangs on its keys, and whether those that hold a closed channel's descriptor
 * back are at work. Reads two private fields, the same on
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

    /** What the application, or its library, hung on the channel's keys; empty where it has none. Takes no lock. */
    public static java.util.List<Object> attachments(Object channel) {
        java.util.List<Object> attachments = new java.util.ArrayList<>();
        if (KEYS >= 0
                && channel instanceof AbstractSelectableChannel
                && UNSAFE.getReferenceVolatile(channel, KEYS) instanceof SelectionKey[] registered) {
            for (SelectionKey key : registered) {
                Object attachment = key == null ? null : key.attachment();
                if (attachment != null) {
                    attachments.add(attachment);
                }
            }
        }
        return attachments;
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
