package dev.lastack.instrument;

import dev.lastack.instrument.TypeInstrumentation.Home;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the classes that the application loads are hooked, by name alone: a class that is not costs two looks into a
 * small map. Immutable; any thread.
 */
final class TypeIndex {

    /** Every type that is found anywhere has it in its name, behind whatever a relocation put there. */
    private static final String ROOT = "netty/";

    private final Map<String, TypeInstrumentation> byName = new HashMap<>();
    private final Map<String, TypeInstrumentation> byEnd = new HashMap<>();

    TypeIndex(List<TypeInstrumentation> types) {
        for (TypeInstrumentation type : types) {
            String name = type.typeName().replace('.', '/');
            if (type.home() != Home.ANYWHERE) {
                byName.put(name, type);
            } else if (name.startsWith(ROOT)) {
                byEnd.put(name, type);
            } else {
                throw new IllegalArgumentException(name + " does not begin with " + ROOT);
            }
        }
    }

    /** @param internalName with slashes; null for a class without a name */
    @Nullable
    TypeInstrumentation find(@Nullable ClassLoader loader, @Nullable String internalName) {
        if (internalName == null) {
            return null;
        }
        TypeInstrumentation exact = byName.get(internalName);
        if (exact != null) {
            return isHome(exact.home(), loader) ? exact : null;
        }
        int root = internalName.lastIndexOf(ROOT);
        if (root < 0 || (root > 0 && internalName.charAt(root - 1) != '/')) {
            return null;
        }
        return byEnd.get(internalName.substring(root));
    }

    private static boolean isHome(Home home, @Nullable ClassLoader loader) {
        return loader == null || (home == Home.PLATFORM && loader == ClassLoader.getPlatformClassLoader());
    }
}
