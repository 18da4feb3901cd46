package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.HookCall.onReturn;
import static dev.lastack.instrument.HookCall.onThrow;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.Value.argument;

import java.net.LastAckAskHooks;
import java.util.List;

/** Each connection of {@code java.net.http}, TLS and proxies too, is at bottom one of these. */
final class HttpConnectInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "jdk.internal.net.http.PlainHttpConnection";
    }

    @Override
    public Home home() {
        return Home.PLATFORM;
    }

    @Override
    public List<Hook> hooks() {
        // the channel's connect is called inside, on an executor's thread for sendAsync
        return List.of(Hook.required(
                "connectAsync",
                method("connectAsync", "jdk.internal.net.http.Exchange"),
                onEnter(LastAckAskHooks.class, "httpConnecting", argument(0)),
                onReturn(LastAckAskHooks.class, "endWork"),
                onThrow(LastAckAskHooks.class, "endWork")));
    }
}
