package dev.lastack.track.netty;

import dev.lastack.snapshot.Site;
import dev.lastack.track.objects.MethodLines;
import dev.lastack.track.owner.ApplicationCode;
import dev.lastack.track.owner.ClassFiles;
import dev.lastack.track.owner.CodeOwner;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the application's own handler of a pipeline begins to handle what was read: the line to open when a handler
 * never wrote, closed, or did anything else that leaves a stack. Guarded by its monitor, which no hook takes.
 */
final class HandlerSites {

    /** The first of these that a handler has: what takes messages before what takes events. */
    private static final List<String> IN_ORDER =
            List.of("channelRead0", "messageReceived", "channelRead", "decode", "userEventTriggered", "channelActive");

    private final ApplicationCode applicationCode;
    private final Map<Class<?>, CodeOwner> belongings = new WeakHashMap<>();
    private final Map<Class<?>, Optional<Site>> sites = new WeakHashMap<>();

    HandlerSites(ApplicationCode applicationCode) {
        this.applicationCode = applicationCode;
    }

    /**
     * Of the handlers that are the most surely the application's the last: what is read ends there.
     *
     * @param handlers the first to see what is read first
     */
    @Nullable
    Site of(Collection<?> handlers) {
        Class<?> best = null;
        CodeOwner surest = CodeOwner.LIBRARY;
        for (Object handler : handlers) {
            Class<?> type = handler.getClass();
            CodeOwner belonging = belonging(type);
            if (belonging != CodeOwner.LIBRARY && belonging.compareTo(surest) >= 0) {
                best = type;
                surest = belonging;
            }
        }
        return best == null ? null : site(best);
    }

    /** Thousands of channels have the same few handlers, and where a class is from is not quickly told. */
    private synchronized CodeOwner belonging(Class<?> type) {
        return belongings.computeIfAbsent(type, unseen -> applicationCode.of(type.getName(), type));
    }

    private synchronized @Nullable Site site(Class<?> handler) {
        return sites.computeIfAbsent(handler, this::find).orElse(null);
    }

    /** In the class itself, or in the class of the application that it extends. */
    private Optional<Site> find(Class<?> handler) {
        for (Class<?> type = handler; type != null; type = type.getSuperclass()) {
            if (applicationCode.of(type.getName(), type) == CodeOwner.LIBRARY) {
                break;
            }
            Site site = read(type);
            if (site != null) {
                return Optional.of(site);
            }
        }
        return Optional.empty();
    }

    private static @Nullable Site read(Class<?> type) {
        byte[] classFile = ClassFiles.of(type);
        return classFile == null ? null : MethodLines.first(type.getName(), classFile, IN_ORDER);
    }
}
