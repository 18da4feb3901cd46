package dev.lastack.instrument;

import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** One hooked type of the JDK. */
interface TypeInstrumentation {

    /** Binary name with dots. */
    String typeName();

    List<Hook> hooks();

    /** True where a JDK may lack the type altogether. */
    default boolean optional() {
        return false;
    }

    /**
     * One hooked method.
     *
     * @param name for people, where it is missing
     * @param required false where only some JDKs have it
     */
    record Hook(String name, ElementMatcher<MethodDescription> method, Class<?> advice, boolean required) {

        static Hook required(String name, ElementMatcher<MethodDescription> method, Class<?> advice) {
            return new Hook(name, method, advice, true);
        }

        static Hook optional(String name, ElementMatcher<MethodDescription> method, Class<?> advice) {
            return new Hook(name, method, advice, false);
        }
    }
}
