package dev.lastack.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * What an advice class must not contain, from its class file. Its body is copied into classes of java.base, where only
 * the hooks' class is visible, and runs with the JDK's locks held.
 */
final class AdviceViolations extends ClassVisitor {

    private static final Set<String> HOOKS = Set.of("java/net/LastAckHooks", "java/net/LastAckNettyHooks");

    private final List<String> found = new ArrayList<>();
    private int advised;

    private AdviceViolations() {
        super(Opcodes.ASM9);
    }

    static List<String> of(byte[] classFile) {
        AdviceViolations visitor = new AdviceViolations();
        new ClassReader(classFile).accept(visitor, 0);
        if (visitor.advised == 0) {
            visitor.found.add("no advice method");
        }
        return visitor.found;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        if (name.equals("<init>")) {
            return null;
        }
        if ((access & Opcodes.ACC_STATIC) == 0) {
            found.add(name + " is not static");
        }
        if (!descriptor.endsWith(")V")) {
            found.add(name + " returns something");
        }
        return new Body(name);
    }

    private final class Body extends MethodVisitor {

        private final String name;
        private boolean annotated;
        private boolean callsHook;

        Body(String name) {
            super(Opcodes.ASM9);
            this.name = name;
        }

        private void found(String what) {
            found.add(name + " " + what);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            annotated |= descriptor.equals("Lnet/bytebuddy/asm/Advice$OnMethodEnter;")
                    || descriptor.equals("Lnet/bytebuddy/asm/Advice$OnMethodExit;");
            return null;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String method, String descriptor, boolean isInterface) {
            callsHook |= HOOKS.contains(owner);
            if (!HOOKS.contains(owner)) {
                found("calls " + owner + "." + method);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
            found("touches the field " + owner + "." + field);
        }

        @Override
        public void visitInvokeDynamicInsn(String method, String descriptor, Handle handle, Object... arguments) {
            found("has an invokedynamic");
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            found("names the type " + type);
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (!(value instanceof String || value instanceof Number)) {
                found("loads the constant " + value);
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.MONITORENTER || opcode == Opcodes.ATHROW) {
                found("locks or throws");
            }
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            found("catches");
        }

        @Override
        public void visitEnd() {
            advised++;
            if (!annotated) {
                found("is no advice");
            }
            if (!callsHook) {
                found("calls no hook");
            }
        }
    }
}
