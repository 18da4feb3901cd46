package dev.lastack.instrument;

import static dev.lastack.instrument.Methods.DESCRIPTOR;
import static dev.lastack.instrument.Methods.method;
import static dev.lastack.instrument.Methods.methodOnDescriptor;

import dev.lastack.instrument.SocketDispatcherInstrumentation.LeaveAdvice;
import dev.lastack.instrument.SocketDispatcherInstrumentation.ReleaseAdvice;
import dev.lastack.instrument.TypeInstrumentation.Hook;
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
                Hook.required("close", method("close", DESCRIPTOR), ReleaseAdvice.class),
                Hook.optional("implPreClose", methodOnDescriptor("implPreClose"), LeaveAdvice.class),
                // early JDK 21
                Hook.optional("preClose", methodOnDescriptor("preClose"), LeaveAdvice.class));
    }
}
