package dev.lastack.launch;

import dev.lastack.attach.protocol.Facts;
import dev.lastack.attach.protocol.Invitation;
import dev.lastack.config.ConfigurationException;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * LastAck in this JVM: at most one watch, and whoever talks with it. It ends when there is neither; another one may come
 * then. Public, and known to {@link Agent} by JDK interfaces only, because the two may be of different class loaders.
 */
public final class AgentInstance
        implements BiPredicate<String, Instrumentation>,
                Function<String, Boolean>,
                Supplier<Map<String, List<Map<String, Object>>>> {

    /** For the instruments, their proof, and what is read meanwhile. */
    private static final int TO_START = 10;

    private final Runnable onEnd;

    // guarded by this
    private boolean attachedLate;
    private @Nullable AgentSession session;
    private int users;
    private boolean ended;

    public AgentInstance(Runnable onEnd, boolean attachedLate) {
        this.onEnd = onEnd;
        this.attachedLate = attachedLate;
    }

    /**
     * An agent's arguments have come in: settings, or the place of a command line that wants to talk.
     *
     * @return false where this resident has ended, so that another one is needed
     */
    @Override
    public boolean test(String arguments, Instrumentation instrumentation) {
        if (!enter()) {
            return false;
        }
        try {
            if (Invitation.isOne(arguments)) {
                CommandSession.begin(Invitation.parse(arguments), this, instrumentation);
            } else {
                attach(arguments.isEmpty() ? List.of() : List.of(arguments), true, instrumentation);
            }
        } catch (ConfigurationException e) {
            StartMessage.say(String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            StartMessage.say("lastack: not started, the application runs without it: " + e);
        } finally {
            leave();
        }
        return true;
    }

    /**
     * One more {@code -javaagent} has come, or the first, where a command was faster.
     *
     * @return false where no watch runs that it could join; one that begins now does not come late
     */
    @Override
    public Boolean apply(String arguments) {
        AgentSession present = beforeMain();
        if (present != null) {
            SecondAgent.joins(present, arguments);
        }
        return present != null;
    }

    /** False where it is too late. */
    synchronized boolean enter() {
        if (ended) {
            return false;
        }
        users++;
        return true;
    }

    void leave() {
        synchronized (this) {
            users--;
            if (users > 0 || session != null) {
                return;
            }
            ended = true;
        }
        // not with the monitor held: Agent holds its own when it calls us
        onEnd.run();
    }

    /**
     * Starts the watch, or changes the settings of the one that runs.
     *
     * @param reportByDefault whether a report is written at exit where no setting says so
     */
    synchronized Facts attach(List<String> settings, boolean reportByDefault, Instrumentation instrumentation)
            throws Exception {
        Facts facts = new Facts();
        AgentSession present = session;
        if (present == null) {
            SpareDescriptors.require(TO_START);
            present = AgentSession.start(settings, reportByDefault, instrumentation, attachedLate);
            session = present;
            facts.add(Facts.STARTED_NOW, true);
        } else if (!settings.isEmpty()) {
            present.change(settings, facts);
        }
        return present.describe(facts);
    }

    /**
     * For code in this JVM: the open connections, see {@link OpenConnections}.
     *
     * @throws IllegalStateException where no watch runs
     */
    @Override
    public Map<String, List<Map<String, Object>>> get() {
        AgentSession present = session();
        if (present == null) {
            throw new IllegalStateException("LastAck is not at work any more: it was detached");
        }
        return present.openConnections();
    }

    private synchronized @Nullable AgentSession beforeMain() {
        attachedLate &= session != null;
        return session;
    }

    synchronized @Nullable AgentSession session() {
        return session;
    }

    /** Nothing to do where none runs. */
    synchronized void detach() throws Exception {
        AgentSession present = session;
        if (present != null) {
            session = null;
            present.end();
        }
    }
}
