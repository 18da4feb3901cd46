package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onReturn;
import static dev.lastack.instrument.MethodPattern.constructor;
import static dev.lastack.instrument.Value.argument;
import static dev.lastack.instrument.Value.field;

import java.net.LastAckAskHooks;
import java.util.List;

/** HTTP/1.1 in {@code java.net.http}: the constructor chooses the connection, a new one or one of the pool. */
final class Http1ExchangeInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "jdk.internal.net.http.Http1Exchange";
    }

    @Override
    public Home home() {
        return Home.PLATFORM;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required(
                "<init>",
                constructor("jdk.internal.net.http.Exchange", "jdk.internal.net.http.HttpConnection"),
                onReturn(LastAckAskHooks.class, "httpRequest", argument(0), field("connection"))));
    }
}
