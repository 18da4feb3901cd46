package dev.lastack.instrument.weave;

import dev.lastack.config.Settings;
import java.util.List;
import java.util.function.Predicate;

/**
 * One hooked type, of the JDK or of a library that may be there in any number of copies and of class loaders, and its
 * hooks. Immutable; any thread.
 *
 * @param typeName binary name with dots; of a type that is found anywhere, its end
 * @param optional true where a JDK may lack the type altogether
 * @param harmsAotTraining true where the JVM may crash, then or with the cache, if the type is transformed in a run that
 *     makes an AOT cache
 * @param wanted false where nothing of it is to be hooked
 * @param mayBeFile a cheap look before the class file is parsed
 * @param mayBeLoaded the same of a class that is loaded already
 */
public record HookedType(
        String typeName,
        LoaderScope scope,
        boolean optional,
        boolean harmsAotTraining,
        Predicate<Settings> wanted,
        Predicate<byte[]> mayBeFile,
        Predicate<Class<?>> mayBeLoaded,
        List<Hook> hooks) {

    /** Of the boot loader: sockets, channels, threads. */
    public static Builder boot(String typeName) {
        return new Builder(typeName, LoaderScope.BOOT);
    }

    /**
     * Of a module of the JDK that another loader may define. Left out of a run that makes an AOT cache: where a class of
     * a module other than {@code java.base} was transformed, JDK 25.0.3 crashes as it starts with that cache.
     */
    public static Builder platform(String typeName) {
        return new Builder(typeName, LoaderScope.PLATFORM).harmsAotTraining();
    }

    /** Whatever implements an interface of this simple name. */
    public static Builder implementationOf(String interfaceName) {
        return new Builder(interfaceName, LoaderScope.IMPLEMENTATION);
    }

    /** Of a library, by its exact name: no relocated copies. */
    public static Builder library(String typeName) {
        return new Builder(typeName, LoaderScope.LIBRARY).optional();
    }

    /** Of a library, by the end of its name. */
    public static Builder anywhere(String endOfName) {
        return new Builder(endOfName, LoaderScope.ANYWHERE);
    }

    /** Builds a hooked type; the defaults are: required, wanted, and nothing to look at before. Not for several threads. */
    public static final class Builder {

        private final String typeName;
        private final LoaderScope scope;
        private boolean optional;
        private boolean harmsAotTraining;
        private Predicate<Settings> wanted = settings -> true;
        private Predicate<byte[]> mayBeFile = classFile -> true;
        private Predicate<Class<?>> mayBeLoaded = loaded -> true;

        private Builder(String typeName, LoaderScope scope) {
            this.typeName = typeName;
            this.scope = scope;
        }

        /** Some JDKs lack the type. */
        public Builder optional() {
            optional = true;
            return this;
        }

        /** Not to be transformed in a run that makes an AOT cache. */
        public Builder harmsAotTraining() {
            harmsAotTraining = true;
            return this;
        }

        /** Only with these settings. */
        public Builder wantedIf(Predicate<Settings> condition) {
            wanted = condition;
            return this;
        }

        /** Only where both cheap looks, at a class file and at a loaded class, find that it may be the type. */
        public Builder mayBe(Predicate<byte[]> file, Predicate<Class<?>> loaded) {
            mayBeFile = file;
            mayBeLoaded = loaded;
            return this;
        }

        public HookedType hooks(Hook... hooks) {
            return new HookedType(
                    typeName, scope, optional, harmsAotTraining, wanted, mayBeFile, mayBeLoaded, List.of(hooks));
        }
    }
}
