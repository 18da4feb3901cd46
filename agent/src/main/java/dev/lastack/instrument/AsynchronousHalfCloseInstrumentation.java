package dev.lastack.instrument;

import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.SocketChannelImplInstrumentation.INPUT_SHUTTING_DOWN;
import static dev.lastack.instrument.SocketChannelImplInstrumentation.OUTPUT_SHUTTING_DOWN;
import static dev.lastack.instrument.SocketChannelImplInstrumentation.OUTPUT_SHUT_DOWN;

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
                Hook.required("shutdownInput", method("shutdownInput"), INPUT_SHUTTING_DOWN),
                Hook.required("shutdownOutput", method("shutdownOutput"), OUTPUT_SHUTTING_DOWN, OUTPUT_SHUT_DOWN));
    }
}
