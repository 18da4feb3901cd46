package dev.lastack.track.owner;

/** Whose code a frame is, the surer the later. */
public enum CodeOwner {
    /** The JDK's, or a well-known library's. */
    LIBRARY,

    /** Not known: of a library that no list names, or the application's. */
    UNKNOWN,

    /**
     * In the same jar as the main class, which may have libraries packed into it; or of a well-known library's name, and in
     * a folder of classes, as in that library's own build.
     */
    SAME_JAR,

    /** The application's: configured so, of the main class's package family, or in a folder of classes. */
    APPLICATION
}
