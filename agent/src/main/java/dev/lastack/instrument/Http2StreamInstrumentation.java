package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onReturn;
import static dev.lastack.instrument.MethodPattern.constructor;
import static dev.lastack.instrument.Value.argument;

import java.net.LastAckAskHooks;
import java.util.List;

/** HTTP/2 in {@code java.net.http}: one request on a connection that others share. */
final class Http2StreamInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "jdk.internal.net.http.Stream";
    }

    @Override
    public Home home() {
        return Home.PLATFORM;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required(
                "<init>",
                constructor(
                        "jdk.internal.net.http.Http2Connection",
                        "jdk.internal.net.http.Exchange",
                        "jdk.internal.net.http.WindowController"),
                onReturn(LastAckAskHooks.class, "httpRequest", argument(1), argument(0))));
    }
}
