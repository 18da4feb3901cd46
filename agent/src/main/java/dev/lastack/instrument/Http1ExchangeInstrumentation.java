package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.constructor;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

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
                Http1Advice.class));
    }

    static final class Http1Advice {
        @Advice.OnMethodExit
        static void onExit(@Advice.Argument(0) Object exchange, @Advice.FieldValue("connection") Object connection) {
            LastAckHooks.httpRequest(exchange, connection);
        }
    }
}
