package dev.lastack.cli.exit;

/** What the process ends with. Documented in docs/doctor.md and docs/attach.md; scripts rely on it. */
public final class ExitCode {

    public static final int OK = 0;

    /** Done, and there is something for a person to do. */
    public static final int ADVICE = 1;

    /** A wrong command line, or what was asked for could not be done. */
    public static final int FAILED = 2;

    // 3 is what an audit found at or above its bar

    /** No process has that id, or it is no JVM. */
    public static final int NO_SUCH_JVM = 4;

    /** The JVM belongs to another user. */
    static final int NOT_ALLOWED = 5;

    /** The JVM takes no agent: switched off or too old; or this command's runtime cannot attach. */
    static final int NOT_ATTACHABLE = 6;

    /** The JVM ended meanwhile, or does not answer. */
    static final int GONE = 7;

    private ExitCode() {}
}
