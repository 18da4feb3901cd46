package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.DESCRIPTOR;
import static dev.lastack.instrument.Methods.SOCKET_ADDRESS;
import static dev.lastack.instrument.Methods.constructor;
import static dev.lastack.instrument.Methods.method;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.io.FileDescriptor;
import java.net.LastAckHooks;
import java.net.SocketAddress;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** {@code AsynchronousSocketChannel} as it is on Unix. */
final class AsynchronousChannelInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.UnixAsynchronousSocketChannelImpl";
    }

    @Override
    public boolean optional() {
        return true; // Windows has another
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required(
                        "implConnect",
                        method(
                                "implConnect",
                                SOCKET_ADDRESS,
                                "java.lang.Object",
                                "java.nio.channels.CompletionHandler"),
                        ConnectAdvice.class),
                Hook.required("setConnected", method("setConnected"), ConnectedAdvice.class),
                Hook.required(
                        "<init>",
                        constructor("sun.nio.ch.Port", DESCRIPTOR, "java.net.InetSocketAddress"),
                        AcceptedAdvice.class),
                Hook.required("implRead", transfer("implRead"), AskReadAdvice.class),
                Hook.required("implWrite", transfer("implWrite"), AskWriteAdvice.class),
                Hook.required("implClose", method("implClose"), CloseAdvice.class));
    }

    private static ElementMatcher<MethodDescription> transfer(String name) {
        return method(
                name,
                "boolean",
                "java.nio.ByteBuffer",
                "[Ljava.nio.ByteBuffer;",
                "long",
                "java.util.concurrent.TimeUnit",
                "java.lang.Object",
                "java.nio.channels.CompletionHandler");
    }

    /** On the caller's thread; the read itself may come later, on a thread that knows nobody. */
    static final class AskReadAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.FieldValue("fd") FileDescriptor fd) {
            LastAckHooks.asked(fd, false);
        }
    }

    static final class AskWriteAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.FieldValue("fd") FileDescriptor fd) {
            LastAckHooks.asked(fd, true);
        }
    }

    /** On the caller's thread: the only place that knows who asked. */
    static final class ConnectAdvice {
        @Advice.OnMethodEnter
        static void onEnter(
                @Advice.This Object self,
                @Advice.FieldValue("fd") FileDescriptor fd,
                @Advice.Argument(0) SocketAddress remote) {
            LastAckHooks.connectAsked(fd, self, LastAckHooks.AIO, remote);
        }
    }

    static final class ConnectedAdvice {
        @Advice.OnMethodExit(backupArguments = false)
        static void onExit(
                @Advice.This Object self,
                @Advice.FieldValue("fd") FileDescriptor fd,
                @Advice.FieldValue("remoteAddress") SocketAddress remote,
                @Advice.FieldValue("localAddress") SocketAddress local) {
            LastAckHooks.channelConnected(fd, self, LastAckHooks.AIO, remote, local);
        }
    }

    static final class AcceptedAdvice {
        @Advice.OnMethodExit
        static void onExit(
                @Advice.This Object self,
                @Advice.Argument(1) FileDescriptor fd,
                @Advice.Argument(2) SocketAddress remote,
                @Advice.FieldValue("localAddress") SocketAddress local) {
            LastAckHooks.channelAccepted(fd, self, LastAckHooks.AIO, remote, local);
        }
    }

    static final class CloseAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.FieldValue("fd") FileDescriptor fd) {
            LastAckHooks.closing(fd);
        }
    }
}
