package dev.lastack.instrument.hooks;

import static dev.lastack.instrument.weave.Hook.required;
import static dev.lastack.instrument.weave.HookCall.onEnter;
import static dev.lastack.instrument.weave.HookCall.onReturn;
import static dev.lastack.instrument.weave.HookCall.onThrow;
import static dev.lastack.instrument.weave.HookedType.platform;
import static dev.lastack.instrument.weave.MethodPattern.constructor;
import static dev.lastack.instrument.weave.MethodPattern.method;
import static dev.lastack.instrument.weave.Value.SELF;
import static dev.lastack.instrument.weave.Value.argument;
import static dev.lastack.instrument.weave.Value.field;

import dev.lastack.instrument.weave.HookedType;
import java.net.LastAckAskHooks;
import java.util.List;

/** Hooks in {@code java.net.http}. */
public final class HttpClientHooks {

    /** A request: the one place that {@code send} and {@code sendAsync} pass on the caller's thread. */
    private static final HookedType REQUEST = platform("jdk.internal.net.http.MultiExchange")
            .hooks(required(
                    "responseAsync",
                    method("responseAsync", "java.util.concurrent.Executor"),
                    onEnter(LastAckAskHooks.class, "remember", SELF)));

    /** Each connection, TLS and proxies too, is at bottom one of these. */
    private static final HookedType CONNECTION = platform("jdk.internal.net.http.PlainHttpConnection")
            // the channel's connect is called inside, on an executor's thread for sendAsync
            .hooks(required(
                    "connectAsync",
                    method("connectAsync", "jdk.internal.net.http.Exchange"),
                    onEnter(LastAckAskHooks.class, "httpConnecting", argument(0)),
                    onReturn(LastAckAskHooks.class, "endWork"),
                    onThrow(LastAckAskHooks.class, "endWork")));

    /** HTTP/1.1: the constructor chooses the connection, a new one or one of the pool. */
    private static final HookedType HTTP_1 = platform("jdk.internal.net.http.Http1Exchange")
            .hooks(required(
                    "<init>",
                    constructor("jdk.internal.net.http.Exchange", "jdk.internal.net.http.HttpConnection"),
                    onReturn(LastAckAskHooks.class, "httpRequest", argument(0), field("connection"))));

    /** HTTP/2: one request on a connection that others share. */
    private static final HookedType HTTP_2 = platform("jdk.internal.net.http.Stream")
            .hooks(required(
                    "<init>",
                    constructor(
                            "jdk.internal.net.http.Http2Connection",
                            "jdk.internal.net.http.Exchange",
                            "jdk.internal.net.http.WindowController"),
                    onReturn(LastAckAskHooks.class, "httpRequest", argument(1), argument(0))));

    public static final List<HookedType> TYPES = List.of(REQUEST, CONNECTION, HTTP_1, HTTP_2);

    private HttpClientHooks() {}
}
