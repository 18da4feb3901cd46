package dev.lastack.attach;

import org.jspecify.annotations.Nullable;

/** Why a JVM cannot be reached, or did not do what it was asked. The message is one line for a person. */
public final class TargetException extends Exception {

    /** Kinds of failure; each has its exit code. */
    public enum Problem {
        /** No process has this id, or it is no JVM that can be told. */
        NO_SUCH_JVM,
        /** It belongs to another user. */
        NOT_ALLOWED,
        /** It does not take agents: switched off, too old, or this runtime has no attach module. */
        NOT_ATTACHABLE,
        /** It ended, or did not answer. */
        GONE,
        /** It understood, and refused: settings that are wrong, a LastAck of another version. */
        REFUSED
    }

    private static final long serialVersionUID = 1;

    private final Problem problem;

    TargetException(Problem problem, String message) {
        this(problem, message, null);
    }

    TargetException(Problem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
