package dev.lastack.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.instrument.weave.Hook;
import dev.lastack.instrument.weave.HookCall;
import dev.lastack.instrument.weave.HookedType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * All that is hooked, on any JDK and in any library, as a text that a change must change too: which types, which of
 * their methods, and what each hook is given.
 */
class AllHooksTest {

    @Test
    void hooks_areThoseOfTheList() throws IOException {
        assertThat(String.join("\n", lines()) + "\n").isEqualTo(golden());
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (HookedType type : Instrumenter.TYPES) {
            lines.add(type.typeName() + " in " + type.scope() + (type.optional() ? ", optional" : ""));
            for (Hook hook : type.hooks()) {
                lines.add("    " + (hook.required() ? "" : "optional ") + hook.name() + ": " + hook.method());
                for (HookCall call : hook.calls()) {
                    lines.add("        " + call.point() + " " + call.hooks().getSimpleName() + "." + call.hook()
                            + call.values());
                }
            }
        }
        return lines;
    }

    private static String golden() throws IOException {
        try (InputStream in = AllHooksTest.class.getResourceAsStream("all-hooks.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
