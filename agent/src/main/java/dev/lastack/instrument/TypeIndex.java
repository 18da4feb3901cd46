package dev.lastack.instrument;

import dev.lastack.instrument.weave.HookedType;
import dev.lastack.instrument.weave.LoaderScope;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the classes that the application loads are hooked, by name alone: a class that is not costs two looks into a
 * small map and two searches in its name. Immutable once built; any thread.
 */
final class TypeIndex {

    /** Every type that is found anywhere has it in its name, behind whatever a relocation put there. */
    private static final String ROOT = "netty";

    /** In the simple name of every servlet request that is known. */
    private static final String REQUEST = "Request";

    private static final Set<LoaderScope> BY_NAME =
            EnumSet.of(LoaderScope.BOOT, LoaderScope.PLATFORM, LoaderScope.LIBRARY);

    private @Nullable HookedType implementation;
    private final Map<String, HookedType> byName = new HashMap<>();
    private final Map<String, HookedType> byEnd = new HashMap<>();
    private final char separator;
    private final String root;

    /** @param separator in the names that will be asked for: a slash in those of class files, a dot in those of classes */
    TypeIndex(List<HookedType> types, char separator) {
        this.separator = separator;
        this.root = ROOT + separator;
        for (HookedType type : types) {
            String name = type.typeName().replace('.', separator);
            if (BY_NAME.contains(type.scope())) {
                byName.put(name, type);
            } else if (type.scope() == LoaderScope.IMPLEMENTATION) {
                implementation = type;
            } else if (name.startsWith(root)) {
                byEnd.put(name, type);
            } else {
                throw new IllegalArgumentException(name + " does not begin with " + root);
            }
        }
    }

    /** @param name null for a class without one */
    @Nullable
    HookedType find(@Nullable ClassLoader loader, @Nullable String name) {
        if (name == null) {
            return null;
        }
        HookedType exact = byName.get(name);
        if (exact != null) {
            return isIn(exact.scope(), loader) ? exact : null;
        }
        if (loader != null && name.indexOf(REQUEST, name.lastIndexOf(separator) + 1) >= 0) {
            return implementation;
        }
        int start = name.lastIndexOf(root);
        if (start < 0 || (start > 0 && name.charAt(start - 1) != separator)) {
            return null;
        }
        return byEnd.get(name.substring(start));
    }

    private static boolean isIn(LoaderScope scope, @Nullable ClassLoader loader) {
        if (scope == LoaderScope.LIBRARY) {
            return loader != null;
        }
        return loader == null || (scope == LoaderScope.PLATFORM && loader == ClassLoader.getPlatformClassLoader());
    }
}
