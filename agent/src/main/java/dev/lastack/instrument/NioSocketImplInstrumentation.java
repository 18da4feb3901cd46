package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.SOCKET_ADDRESS;
import static dev.lastack.instrument.Methods.method;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.net.LastAckHooks;
import java.net.SocketImpl;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code java.net.Socket} and {@code ServerSocket}: the one implementation since JDK 13. Locks held inside: none of its
 * own, but Socket's around close.
 */
final class NioSocketImplInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.NioSocketImpl";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                // two further overloads delegate to this one
                Hook.required("connect", method("connect", SOCKET_ADDRESS, "int"), ConnectAdvice.class),
                Hook.required("accept", method("accept", "java.net.SocketImpl"), AcceptAdvice.class),
                Hook.required("close", method("close"), CloseAdvice.class),
                Hook.required("shutdownInput", method("shutdownInput"), ShutdownInputAdvice.class),
                Hook.required("shutdownOutput", method("shutdownOutput"), ShutdownOutputAdvice.class),
                Hook.required("read", method("read", "[B", "int", "int"), ReadAdvice.class));
    }

    static final class ConnectAdvice {
        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void onExit(@Advice.This SocketImpl self, @Advice.Thrown Throwable thrown) {
            if (thrown == null) {
                LastAckHooks.socketConnected(self);
            }
        }
    }

    static final class AcceptAdvice {
        @Advice.OnMethodExit
        static void onExit(@Advice.This SocketImpl self, @Advice.Argument(0) SocketImpl child) {
            LastAckHooks.socketAccepted(self, child);
        }
    }

    static final class CloseAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.This SocketImpl self) {
            LastAckHooks.socketClosing(self);
        }
    }

    static final class ShutdownInputAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.This SocketImpl self) {
            LastAckHooks.socketInputShuttingDown(self);
        }
    }

    static final class ShutdownOutputAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.This SocketImpl self) {
            LastAckHooks.socketOutputShuttingDown(self);
        }

        @Advice.OnMethodExit(backupArguments = false)
        static void onExit(@Advice.This SocketImpl self) {
            LastAckHooks.socketOutputShutDown(self);
        }
    }

    /** End-of-stream is sticky here: after one that was in flight while hooks went in, the dispatcher is not asked again. */
    static final class ReadAdvice {
        @Advice.OnMethodExit(backupArguments = false)
        static void onExit(@Advice.This SocketImpl self, @Advice.Return int n) {
            if (n == -1) {
                LastAckHooks.socketEndOfStream(self);
            }
        }
    }
}
