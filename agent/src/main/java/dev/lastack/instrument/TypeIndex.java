package dev.lastack.instrument;

import dev.lastack.instrument.TypeInstrumentation.Home;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private @Nullable TypeInstrumentation implementation;
    private final Map<String, TypeInstrumentation> byName = new HashMap<>();
    private final Map<String, TypeInstrumentation> byEnd = new HashMap<>();

    TypeIndex(List<TypeInstrumentation> types) {
        for (TypeInstrumentation type : types) {
            String name = type.typeName().replace('.', '/');
            if (type.home() == Home.BOOT || type.home() == Home.PLATFORM) {
                byName.put(name, type);
            } else if (type.home() == Home.IMPLEMENTATION) {
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
    TypeInstrumentation find(@Nullable ClassLoader loader, @Nullable String internalName) {
        if (internalName == null) {
            return null;
        }
        TypeInstrumentation exact = byName.get(internalName);
        if (exact != null) {
            return isHome(exact.home(), loader) ? exact : null;
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

    private static boolean isHome(Home home, @Nullable ClassLoader loader) {
        return loader == null || (home == Home.PLATFORM && loader == ClassLoader.getPlatformClassLoader());
    }
}
