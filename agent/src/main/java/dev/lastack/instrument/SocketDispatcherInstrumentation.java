package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.DESCRIPTOR;
import static dev.lastack.instrument.Methods.method;
import static dev.lastack.instrument.Methods.methodOnDescriptor;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.io.FileDescriptor;
import java.net.LastAckHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * The one place through which every read and write of Socket, SocketChannel and AsynchronousSocketChannel goes. Unix-
 * domain channels too: they have no record, so they fall out. Called with the implementation's read or write lock held.
 */
final class SocketDispatcherInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.SocketDispatcher";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required("read", method("read", DESCRIPTOR, "long", "int"), ReadAdvice.class),
                Hook.required("readv", method("readv", DESCRIPTOR, "long", "int"), ReadvAdvice.class),
                Hook.required("write", method("write", DESCRIPTOR, "long", "int"), WriteAdvice.class),
                Hook.required("writev", method("writev", DESCRIPTOR, "long", "int"), WritevAdvice.class),
                // JDK 17 only; JDK 21 and later have them in UnixDispatcher
                Hook.optional("close", method("close", DESCRIPTOR), ReleaseAdvice.class),
                Hook.optional("preClose", methodOnDescriptor("preClose"), LeaveAdvice.class));
    }

    /** -2 and -3 mean unavailable and interrupted: nothing happened. */
    static final class ReadAdvice {
        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void onExit(
                @Advice.Argument(0) FileDescriptor fd, @Advice.Return int n, @Advice.Thrown Throwable thrown) {
            if (n > 0) {
                LastAckHooks.used(fd, false);
            } else if (thrown != null) {
                LastAckHooks.failed(fd, false, thrown);
            } else if (n == -1) {
                LastAckHooks.endOfStream(fd);
            }
        }
    }

    static final class ReadvAdvice {
        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void onExit(
                @Advice.Argument(0) FileDescriptor fd, @Advice.Return long n, @Advice.Thrown Throwable thrown) {
            if (n > 0) {
                LastAckHooks.used(fd, false);
            } else if (thrown != null) {
                LastAckHooks.failed(fd, false, thrown);
            } else if (n == -1) {
                LastAckHooks.endOfStream(fd);
            }
        }
    }

    static final class WriteAdvice {
        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void onExit(
                @Advice.Argument(0) FileDescriptor fd, @Advice.Return int n, @Advice.Thrown Throwable thrown) {
            if (n > 0) {
                LastAckHooks.used(fd, true);
            } else if (thrown != null) {
                LastAckHooks.failed(fd, true, thrown);
            }
        }
    }

    static final class WritevAdvice {
        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void onExit(
                @Advice.Argument(0) FileDescriptor fd, @Advice.Return long n, @Advice.Thrown Throwable thrown) {
            if (n > 0) {
                LastAckHooks.used(fd, true);
            } else if (thrown != null) {
                LastAckHooks.failed(fd, true, thrown);
            }
        }
    }

    /** At enter: the number can be used again the moment close returns. */
    static final class ReleaseAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.Argument(0) FileDescriptor fd) {
            LastAckHooks.released(fd);
        }
    }

    /** dup2 of a marker over the number: the TCP socket is closed, the number stays taken. */
    static final class LeaveAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.Argument(0) FileDescriptor fd) {
            LastAckHooks.leaving(fd);
        }
    }
}
