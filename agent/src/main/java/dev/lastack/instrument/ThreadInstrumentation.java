package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.Value.SELF;

import java.net.LastAckAskHooks;
import java.util.List;

/** Who starts a thread: a library's own threads connect and accept, and no frame of theirs is the application's. */
final class ThreadInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "java.lang.Thread";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required("start", method("start"), onEnter(LastAckAskHooks.class, "remember", SELF)),
                // JDK 21 and later: how executors start theirs
                Hook.optional(
                        "start",
                        method("start", "jdk.internal.vm.ThreadContainer"),
                        onEnter(LastAckAskHooks.class, "remember", SELF)));
    }
}
