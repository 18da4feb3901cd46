package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.HookCall.onReturn;
import static dev.lastack.instrument.HookCall.onThrow;
import static dev.lastack.instrument.MethodPattern.methodNamed;
import static dev.lastack.instrument.Value.argument;

import java.net.LastAckAskHooks;
import java.util.List;

/**
 * Netty's pool with a bound: whoever acquires a channel waits for a promise, and the pool's event loop connects for it.
 * (The pool without one connects on the caller's thread.)
 */
final class NettyPoolInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "netty.channel.pool.FixedChannelPool";
    }

    @Override
    public Home home() {
        return Home.ANYWHERE;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required(
                        "acquire", methodNamed("acquire", 1), onEnter(LastAckAskHooks.class, "remember", argument(0))),
                Hook.required(
                        "acquire0",
                        methodNamed("acquire0", 1),
                        onEnter(LastAckAskHooks.class, "beginWork", argument(0)),
                        onReturn(LastAckAskHooks.class, "endWork"),
                        onThrow(LastAckAskHooks.class, "endWork")));
    }
}
