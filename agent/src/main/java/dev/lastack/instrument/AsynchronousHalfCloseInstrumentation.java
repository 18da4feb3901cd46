package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.method;

import dev.lastack.instrument.SocketChannelImplInstrumentation.ShutdownInputAdvice;
import dev.lastack.instrument.SocketChannelImplInstrumentation.ShutdownOutputAdvice;
import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.util.List;

/** Half-close of {@code AsynchronousSocketChannel} stands in its superclass. */
final class AsynchronousHalfCloseInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.AsynchronousSocketChannelImpl";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required("shutdownInput", method("shutdownInput"), ShutdownInputAdvice.class),
                Hook.required("shutdownOutput", method("shutdownOutput"), ShutdownOutputAdvice.class));
    }
}
