package dev.lastack.instrument.hooks;

import static dev.lastack.instrument.weave.Hook.optional;
import static dev.lastack.instrument.weave.HookCall.onEnter;
import static dev.lastack.instrument.weave.HookCall.onReturn;
import static dev.lastack.instrument.weave.HookCall.onThrow;
import static dev.lastack.instrument.weave.HookedType.library;
import static dev.lastack.instrument.weave.MethodPattern.method;
import static dev.lastack.instrument.weave.MethodPattern.methodNamed;
import static dev.lastack.instrument.weave.Value.SELF;

import dev.lastack.instrument.weave.HookedType;
import java.net.LastAckAskHooks;
import java.util.List;

/**
 * Hooks in reactor-netty's client: who subscribes to a request, on his own thread, which an event loop writes over a new
 * connection or one that others have used (issue 12). Optional: a version that has no such method is no error.
 */
public final class ReactorNettyHooks {

    /** A request is written in {@code run()}, on the event loop of the connection that the pool has given. */
    private static final HookedType ACQUIRE = library(
                    "reactor.netty.resources.DefaultPooledConnectionProvider$DisposableAcquire")
            .hooks(
                    optional(
                            "onSubscribe",
                            methodNamed("onSubscribe", 1),
                            onEnter(LastAckAskHooks.class, "requesting", SELF)),
                    optional(
                            "run",
                            method("run"),
                            onEnter(LastAckAskHooks.class, "beginRequest", SELF),
                            onReturn(LastAckAskHooks.class, "endRequest"),
                            onThrow(LastAckAskHooks.class, "endRequest")));

    public static final List<HookedType> TYPES = List.of(ACQUIRE);

    private ReactorNettyHooks() {}
}
