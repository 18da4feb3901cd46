package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.DESCRIPTOR;
import static dev.lastack.instrument.Methods.method;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.LastAckHooks;
import java.net.SocketOption;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** The one place where every transport's connect, and every socket option, becomes a system call. */
final class NetInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.Net";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required(
                        "connect",
                        method("connect", "java.net.ProtocolFamily", DESCRIPTOR, "java.net.InetAddress", "int"),
                        ConnectAdvice.class),
                // an overload with three arguments delegates to this one
                Hook.required(
                        "setSocketOption",
                        method(
                                "setSocketOption",
                                DESCRIPTOR,
                                "java.net.ProtocolFamily",
                                "java.net.SocketOption",
                                "java.lang.Object"),
                        OptionAdvice.class));
    }

    /** Before it is so: a close may follow at once. */
    static final class OptionAdvice {
        @Advice.OnMethodEnter
        static void onEnter(@Advice.Argument(2) SocketOption<?> option, @Advice.Argument(3) Object value) {
            LastAckHooks.optionSet(option, value);
        }
    }

    /** Tells of those that found no local port. */
    static final class ConnectAdvice {
        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void onExit(
                @Advice.Argument(1) FileDescriptor fd,
                @Advice.Argument(2) InetAddress remote,
                @Advice.Argument(3) int remotePort,
                @Advice.Thrown Throwable thrown) {
            if (thrown != null) {
                LastAckHooks.connectFailed(fd, remote, remotePort, thrown);
            }
        }
    }
}
