package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.DESCRIPTOR;
import static dev.lastack.instrument.Methods.SOCKET_ADDRESS;
import static dev.lastack.instrument.Methods.method;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.io.FileDescriptor;
import java.net.LastAckHooks;
import java.net.SocketAddress;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Accepted channels: accept and blockingAccept both end in finishAccept. */
final class ServerSocketChannelImplInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.ServerSocketChannelImpl";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(Hook.required(
                "finishAccept", method("finishAccept", DESCRIPTOR, SOCKET_ADDRESS), FinishAcceptAdvice.class));
    }

    static final class FinishAcceptAdvice {
        @Advice.OnMethodExit
        static void onExit(
                @Advice.Argument(0) FileDescriptor fd,
                @Advice.Argument(1) SocketAddress remote,
                @Advice.FieldValue("localAddress") SocketAddress listener,
                @Advice.Return Object channel) {
            LastAckHooks.channelAccepted(fd, channel, LastAckHooks.NIO, remote, listener);
        }
    }
}
