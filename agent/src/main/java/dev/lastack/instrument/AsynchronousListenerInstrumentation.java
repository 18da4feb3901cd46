package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.HookCall.onReturn;
import static dev.lastack.instrument.HookCall.onThrow;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.MethodPattern.methodOnDescriptor;
import static dev.lastack.instrument.Value.SELF;

import java.net.LastAckAskHooks;
import java.util.List;

/** {@code AsynchronousServerSocketChannel} as it is on Unix: accepts end on threads that know nobody. */
final class AsynchronousListenerInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.UnixAsynchronousServerSocketChannelImpl";
    }

    @Override
    public boolean optional() {
        return true; // Windows has another
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                // a listener has one accept at a time
                Hook.required(
                        "implAccept",
                        method("implAccept", "java.lang.Object", "java.nio.channels.CompletionHandler"),
                        onEnter(LastAckAskHooks.class, "remember", SELF)),
                // JDK 17 hands an AccessControlContext on
                Hook.required(
                        "finishAccept",
                        methodOnDescriptor("finishAccept"),
                        onEnter(LastAckAskHooks.class, "beginWork", SELF),
                        onReturn(LastAckAskHooks.class, "endWork"),
                        onThrow(LastAckAskHooks.class, "endWork")));
    }
}
