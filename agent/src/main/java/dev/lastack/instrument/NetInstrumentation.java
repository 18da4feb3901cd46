package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.DESCRIPTOR;
import static dev.lastack.instrument.Methods.method;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.LastAckHooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** The one place where every transport's connect becomes a system call: tells of those that found no local port. */
final class NetInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.Net";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required(
                "connect",
                method("connect", "java.net.ProtocolFamily", DESCRIPTOR, "java.net.InetAddress", "int"),
                ConnectAdvice.class));
    }

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
