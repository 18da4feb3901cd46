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
    private static final String ROOT = "netty/";

    /** In the simple name of every servlet request that is known. */
    private static final String REQUEST = "Request";

    private static final Set<LoaderScope> BY_NAME =
            EnumSet.of(LoaderScope.BOOT, LoaderScope.PLATFORM, LoaderScope.LIBRARY);

    private @Nullable HookedType implementation;
    private final Map<String, HookedType> byName = new HashMap<>();
    private final Map<String, HookedType> byEnd = new HashMap<>();

    TypeIndex(List<HookedType> types) {
        for (HookedType type : types) {
            String name = type.typeName().replace('.', '/');
            if (BY_NAME.contains(type.scope())) {
                byName.put(name, type);
            } else if (type.scope() == LoaderScope.IMPLEMENTATION) {
                implementation = type;
            } else if (name.startsWith(ROOT)) {
                byEnd.put(name, type);
            } else {
                throw new IllegalArgumentException(name + " does not begin with " + ROOT);
            }
        }
    }

    /** @param internalName with slashes; null for a class without a name */
    @Nullable
    HookedType find(@Nullable ClassLoader loader, @Nullable String internalName) {
        if (internalName == null) {
            return null;
        }
        HookedType exact = byName.get(internalName);
        if (exact != null) {
            return isIn(exact.scope(), loader) ? exact : null;
        }
        if (loader != null && internalName.indexOf(REQUEST, internalName.lastIndexOf('/') + 1) >= 0) {
            return implementation;
        }
        int root = internalName.lastIndexOf(ROOT);
        if (root < 0 || (root > 0 && internalName.charAt(root - 1) != '/')) {
            return null;
        }
        return byEnd.get(internalName.substring(root));
    }

    private static boolean isIn(LoaderScope scope, @Nullable ClassLoader loader) {
        if (scope == LoaderScope.LIBRARY) {
            return loader != null;
        }
        return loader == null || (scope == LoaderScope.PLATFORM && loader == ClassLoader.getPlatformClassLoader());
    }
}
