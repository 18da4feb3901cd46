package dev.lastack.track.owner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose code a class is. Where prefixes are configured, they alone decide. Else the JDK and well-known libraries are told
 * by name, but for what is not packed as a library (its own tests), and the application by its home: where the main class
 * lies. Of one stack only the surest frames count, so that
 * a library that no list knows is not blamed for the code that called it.
 */
public final class ApplicationCode {

    private final List<String> configured;
    private final KnownLibraries libraries;
    private final ApplicationLocation home;

    public ApplicationCode(List<String> configured, KnownLibraries libraries, ApplicationLocation home) {
        this.configured = List.copyOf(configured);
        this.libraries = libraries;
        this.home = home;
    }

    /**
     * Of this program.
     *
     * @param prefixes of package or class names; empty: decide by name and location
     */
    public static ApplicationCode of(List<String> prefixes) {
        return new ApplicationCode(prefixes, KnownLibraries.load(), ApplicationLocation.ofThisProgram());
    }

    /**
     * Whose code the class is.
     *
     * @param loaded the class itself, null where the VM did not tell
     */
    public CodeOwner of(String className, @Nullable Class<?> loaded) {
        if (!configured.isEmpty()) {
            return KnownLibraries.startsWithAny(className, configured) ? CodeOwner.APPLICATION : CodeOwner.LIBRARY;
        }
        if (libraries.own(className)) {
            return home.ofKnownLibrary(className, loaded);
        }
        return home.belonging(className, loaded);
    }
}
