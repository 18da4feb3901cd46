package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.method;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

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
                "responseAsync", method("responseAsync", "java.util.concurrent.Executor"), ResponseAsyncAdvice.class));
    }

    static final class ResponseAsyncAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.This Object self) {
            LastAckHooks.remember(self);
        }
    }
}
