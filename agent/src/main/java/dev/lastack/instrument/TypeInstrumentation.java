package dev.lastack.instrument;

import dev.lastack.config.Settings;
import java.util.List;

/** One hooked type: of the JDK, or of a library that may be there in any number of copies, and of class loaders. */
interface TypeInstrumentation {

    /** Where a hooked type is looked for. */
    enum Home {
        /** The boot loader; loaded when the hooks go in. */
        BOOT,
        /** A module of the JDK that another loader may define; hooked once the application uses it. */
        PLATFORM,
        /**
         * Any loader but the JDK's, in classes that have {@code Request} in their simple name: whatever implements an
         * interface that {@link TypeInstrumentation#typeName} stands for.
         */
        IMPLEMENTATION,
        /** Any loader, and under any prefix before {@link TypeInstrumentation#typeName}: relocated copies too. */
        ANYWHERE
    }

    /** Binary name with dots; of a type that is found anywhere, its end. */
    String typeName();

    List<Hook> hooks();

    default Home home() {
        return Home.BOOT;
    }

    /** False where nothing of it is to be hooked. */
    default boolean isWanted(Settings settings) {
        return true;
    }

    /** A cheap look before the class file is parsed. */
    default boolean mayBe(byte[] classFile) {
        return true;
    }

    /** The same of a class that is loaded already. */
    default boolean mayBe(Class<?> loaded) {
        return true;
    }

    /** True where a JDK may lack the type altogether. */
    default boolean optional() {
        return false;
    }
}
