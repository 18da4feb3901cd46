package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.methodNamed;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

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
                Hook.required("acquire", methodNamed("acquire", 1), AcquireAdvice.class),
                Hook.required("acquire0", methodNamed("acquire0", 1), ConnectAdvice.class));
    }

    static final class AcquireAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object promise) {
            LastAckHooks.remember(promise);
        }
    }

    static final class ConnectAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object promise) {
            LastAckHooks.beginWork(promise);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void onExit() {
            LastAckHooks.endWork();
        }
    }
}
