package dev.lastack.cli;

/** What the process ends with. Documented in docs/doctor.md; scripts rely on it. */
final class ExitCode {

    static final int OK = 0;

    /** Done, and there is something for a person to do. */
    static final int ADVICE = 1;

    /** A wrong command line, or what was asked for could not be done. */
    static final int FAILED = 2;

    private ExitCode() {}
}
