package dev.lastack.instrument;

import static dev.lastack.instrument.MethodPattern.DESCRIPTOR;
import static dev.lastack.instrument.MethodPattern.method;
import static dev.lastack.instrument.MethodPattern.methodOnDescriptor;
import static dev.lastack.instrument.SocketDispatcherInstrumentation.LEAVING;
import static dev.lastack.instrument.SocketDispatcherInstrumentation.RELEASED;

import java.util.List;

/** JDK 21 and later: release of every kind of descriptor; those without a record fall out. */
final class UnixDispatcherInstrumentation implements TypeInstrumentation {

    @Override
    public String typeName() {
        return "sun.nio.ch.UnixDispatcher";
    }

    @Override
    public boolean optional() {
        return true;
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.required("close", method("close", DESCRIPTOR), RELEASED),
                Hook.optional("implPreClose", methodOnDescriptor("implPreClose"), LEAVING),
                // early JDK 21
                Hook.optional("preClose", methodOnDescriptor("preClose"), LEAVING));
    }
}
