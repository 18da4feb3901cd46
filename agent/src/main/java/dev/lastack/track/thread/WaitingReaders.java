package dev.lastack.track.thread;

import dev.lastack.snapshot.TcpState;
import dev.lastack.snapshot.WaitingReader;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.PreexistingConnection;
import dev.lastack.track.owner.ApplicationCode;
import dev.lastack.track.owner.CodeOwner;
import dev.lastack.track.owner.Loaders;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckReaders;

/**
 * Who waits for the data of connections that lie quiet, for one snapshot: a subscription of which nothing comes looks to
 * the network like a connection that was left behind, but somebody stands in a read of it. Looks at a bounded number of
 * threads. Not for several threads.
 */
public final class WaitingReaders {

    /** Some 50 us each. */
    private static final int MAX_THREADS = 1_000;

    /** As many as it takes to speak of growth at all. */
    private static final int MANY = 16;

    private final ApplicationCode applicationCode;
    private final IdentityHashMap<Thread, WaitingReader> known = new IdentityHashMap<>();
    private final Map<Class<?>, WaitingReader> ofHandlers = new HashMap<>();
    private final Map<String, Boolean> ofClasses = new HashMap<>();
    private @Nullable IdentityHashMap<Object, Thread> selecting;
    private int passedOver;

    public WaitingReaders(ApplicationCode applicationCode) {
        this.applicationCode = applicationCode;
    }

    /**
     * Of a client. Netty's event loops always wait for all they have, so they say nothing.
     *
     * @param state as {@link TcpState} numbers it
     */
    public WaitingReader of(Connection c, int state) {
        boolean quiet = state == TcpState.ESTABLISHED.number() && c.closeAskedNanos == 0;
        Object owner = !quiet || c.netty() != null || c instanceof PreexistingConnection ? null : c.get();
        if (owner == null) {
            return WaitingReader.NONE;
        }
        Thread blocked = LastAckReaders.blockedIn(owner);
        if (blocked != null) {
            return of(blocked);
        }
        Object handler = LastAckReaders.pendingHandler(owner);
        return handler != null ? ofHandler(handler) : selecting(owner);
    }

    private WaitingReader of(Thread thread) {
        WaitingReader before = known.get(thread);
        if (before != null) {
            return before;
        }
        if (known.size() >= MAX_THREADS) {
            passedOver++;
            return WaitingReader.APPLICATION; // what is not known to be left behind, is not said to be
        }
        WaitingReader found = runsApplication(thread) ? WaitingReader.APPLICATION : WaitingReader.LIBRARY;
        known.put(thread, found);
        return found;
    }

    /** Surely: a client of a library that no list knows has a thread of its own, too, and that is no subscriber. */
    private boolean runsApplication(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            String module = frame.getModuleName();
            boolean jdk = module != null && (module.startsWith("java.") || module.startsWith("jdk."));
            if (!jdk && ofClasses.computeIfAbsent(frame.getClassName(), name -> isApplication(name, thread))) {
                return true;
            }
        }
        return false;
    }

    private boolean isApplication(String className, Thread thread) {
        return isSure(applicationCode.of(className, loaded(className, thread.getContextClassLoader())));
    }

    private static boolean isSure(CodeOwner owner) {
        return owner.compareTo(CodeOwner.SAME_JAR) >= 0;
    }

    /** A class whose method runs is loaded, and its loader finds it. */
    private static @Nullable Class<?> loaded(String className, @Nullable ClassLoader loader) {
        ClassLoader asked = loader == null ? ClassLoader.getSystemClassLoader() : loader;
        return Loaders.ask(asked, () -> Class.forName(className, false, asked)); // null: of another loader, by its name
    }

    /** One that was asked for a future has somebody who keeps that. */
    private WaitingReader ofHandler(Object handler) {
        return handler == LastAckReaders.BY_FUTURE
                ? WaitingReader.APPLICATION
                : ofHandlers.computeIfAbsent(handler.getClass(), this::ofHandlerClass);
    }

    private WaitingReader ofHandlerClass(Class<?> type) {
        Class<?> written = type.isHidden() ? type.getNestHost() : type; // of a lambda
        return isSure(applicationCode.of(written.getName(), written))
                ? WaitingReader.APPLICATION
                : WaitingReader.LIBRARY;
    }

    private WaitingReader selecting(Object owner) {
        WaitingReader most = WaitingReader.NONE;
        for (Selector selector : LastAckReaders.selecting(owner)) {
            Object blocker = LastAckReaders.blockerOf(selector);
            Thread thread = blocker == null ? null : selecting().get(blocker);
            WaitingReader one = thread == null ? WaitingReader.NONE : of(thread);
            if (one == WaitingReader.LIBRARY && hasMany(selector)) {
                one = WaitingReader.LIBRARY_OF_MANY;
            }
            most = one.compareTo(most) > 0 ? one : most;
        }
        return most;
    }

    private static boolean hasMany(Selector selector) {
        try {
            return selector.keys().size() >= MANY;
        } catch (ClosedSelectorException e) {
            return false;
        }
    }

    /** Platform threads by what would wake them. */
    private IdentityHashMap<Object, Thread> selecting() {
        IdentityHashMap<Object, Thread> found = selecting;
        if (found == null) {
            found = new IdentityHashMap<>();
            for (Thread thread : PlatformThreads.all()) {
                Object blocker = LastAckReaders.blockerOf(thread);
                if (blocker != null) {
                    found.put(blocker, thread);
                }
            }
            selecting = found;
        }
        return found;
    }

    /** In words, where not all threads were looked at. */
    public Optional<String> capHit() {
        return passedOver == 0
                ? Optional.empty()
                : Optional.of("who waits for a connection's data was looked at for " + MAX_THREADS + " threads: of "
                        + passedOver + " connections it is taken to be the program itself");
    }
}
