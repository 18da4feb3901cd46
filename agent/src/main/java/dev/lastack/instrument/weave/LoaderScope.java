package dev.lastack.instrument.weave;

/** Which class loaders' classes a hooked type is looked for in. */
public enum LoaderScope {
    /** The boot loader; loaded when the hooks go in. */
    BOOT,
    /** A module of the JDK that another loader may define; hooked once the application uses it. */
    PLATFORM,
    /**
     * Any loader but the JDK's, in classes that have {@code Request} in their simple name: whatever implements an
     * interface that {@link HookedType#typeName} stands for.
     */
    IMPLEMENTATION,
    /** Any loader but the JDK's, by the exact name. */
    LIBRARY,
    /** Any loader, and under any prefix before {@link HookedType#typeName}: relocated copies too. */
    ANYWHERE
}
