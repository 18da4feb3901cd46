package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.method;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

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
        return List.of(Hook.required(
                "connectAsync", method("connectAsync", "jdk.internal.net.http.Exchange"), HttpConnectAdvice.class));
    }

    /** The channel's connect is called inside, on an executor's thread for {@code sendAsync}. */
    static final class HttpConnectAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.Argument(0) Object exchange) {
            LastAckHooks.httpConnecting(exchange);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void onExit() {
            LastAckHooks.endWork();
        }
    }
}
