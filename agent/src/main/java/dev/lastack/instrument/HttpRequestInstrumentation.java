package dev.lastack.instrument;

import static dev.lastack.instrument.HookCall.onEnter;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.Value.SELF;

import java.net.LastAckAskHooks;
import java.util.List;

/** A request of {@code java.net.http}: the one place that {@code send} and {@code sendAsync} pass on the caller's thread. */
final class HttpRequestInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "jdk.internal.net.http.MultiExchange";
    }

    @Override
    public Home home() {
        return Home.PLATFORM;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required(
                "responseAsync",
                method("responseAsync", "java.util.concurrent.Executor"),
                onEnter(LastAckAskHooks.class, "remember", SELF)));
    }
}
