package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.constructor;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

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
                Http2Advice.class));
    }

    static final class Http2Advice {
        @Advice.OnMethodExit
        static void onExit(@Advice.Argument(0) Object connection, @Advice.Argument(1) Object exchange) {
            LastAckHooks.httpRequest(exchange, connection);
        }
    }
}
