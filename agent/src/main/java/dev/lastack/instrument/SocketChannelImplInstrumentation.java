package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.SOCKET_ADDRESS;
import static dev.lastack.instrument.Methods.method;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.io.FileDescriptor;
import java.net.LastAckHooks;
import java.net.SocketAddress;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** {@code java.nio.channels.SocketChannel}, blocking, non-blocking, and through its socket adaptor. */
final class SocketChannelImplInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.SocketChannelImpl";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required("connect", method("connect", SOCKET_ADDRESS), ConnectAdvice.class),
                Hook.required("finishConnect", method("finishConnect"), FinishConnectAdvice.class),
                Hook.required(
                        "blockingConnect",
                        method("blockingConnect", SOCKET_ADDRESS, "long"),
                        BlockingConnectAdvice.class),
                // not close(): an interrupt closes without it
                Hook.required("implCloseSelectableChannel", method("implCloseSelectableChannel"), CloseAdvice.class),
                Hook.required("shutdownInput", method("shutdownInput"), ShutdownInputAdvice.class),
                Hook.required("shutdownOutput", method("shutdownOutput"), ShutdownOutputAdvice.class));
    }

    static final class ConnectAdvice {
        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void onExit(
                @Advice.This Object self,
                @Advice.FieldValue("fd") FileDescriptor fd,
                @Advice.FieldValue("remoteAddress") SocketAddress remote,
                @Advice.FieldValue("localAddress") SocketAddress local,
                @Advice.Return boolean connected,
                @Advice.Thrown Throwable thrown) {
            if (thrown == null) {
                if (connected) {
                    LastAckHooks.channelConnected(fd, self, LastAckHooks.NIO, remote, local);
                } else {
                    LastAckHooks.connectAsked(fd, self, LastAckHooks.NIO, remote);
                }
            }
        }
    }

    /** True on every later call too. */
    static final class FinishConnectAdvice {
        @Advice.OnMethodExit(backupArguments = false)
        static void onExit(
                @Advice.This Object self,
                @Advice.FieldValue("fd") FileDescriptor fd,
                @Advice.FieldValue("remoteAddress") SocketAddress remote,
                @Advice.FieldValue("localAddress") SocketAddress local,
                @Advice.Return boolean connected) {
            if (connected) {
                LastAckHooks.channelConnected(fd, self, LastAckHooks.NIO, remote, local);
            }
        }
    }

    /** The adaptor's connect with a time-out. */
    static final class BlockingConnectAdvice {
        @Advice.OnMethodExit(backupArguments = false)
        static void onExit(
                @Advice.This Object self,
                @Advice.FieldValue("fd") FileDescriptor fd,
                @Advice.FieldValue("remoteAddress") SocketAddress remote,
                @Advice.FieldValue("localAddress") SocketAddress local) {
            LastAckHooks.channelConnected(fd, self, LastAckHooks.NIO, remote, local);
        }
    }

    static final class CloseAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.FieldValue("fd") FileDescriptor fd) {
            LastAckHooks.closing(fd);
        }
    }

    static final class ShutdownInputAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.FieldValue("fd") FileDescriptor fd) {
            LastAckHooks.inputShuttingDown(fd);
        }
    }

    static final class ShutdownOutputAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.FieldValue("fd") FileDescriptor fd) {
            LastAckHooks.outputShuttingDown(fd);
        }

        @Advice.OnMethodExit(backupArguments = false)
        static void onExit(@Advice.FieldValue("fd") FileDescriptor fd) {
            LastAckHooks.outputShutDown(fd);
        }
    }
}
