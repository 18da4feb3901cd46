package dev.lastack.packaged;

import java.util.Set;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Members of {@code java.util.logging} that a class uses, and of what stands in its place those that there are. */
final class LoggingVisitor extends ClassVisitor {

    private static final String SILENT = "dev/lastack/metrics/silent/";

    private final Set<String> called;
    private final Set<String> there;
    private String owner = "";

    LoggingVisitor(Set<String> called, Set<String> there) {
        super(Opcodes.ASM9);
        this.called = called;
        this.there = there;
    }

    @Override
    public void visit(
            int version, int access, String name, @Nullable String signature, String superName, String[] interfaces) {
        owner = name;
    }

    @Override
    public FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        return addIfSilent(name, descriptor, null);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String[] exceptions) {
        return addIfSilent(name, descriptor, new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitFieldInsn(int opcode, String used, String field, String type) {
                note(used, field, type);
            }

            @Override
            public void visitMethodInsn(int opcode, String used, String method, String type, boolean ofInterface) {
                note(used, method, type);
            }
        });
    }

    private <T> @Nullable T addIfSilent(String name, String descriptor, @Nullable T visitor) {
        if (owner.startsWith(SILENT)) {
            there.add(owner + "." + name + descriptor);
        }
        return visitor;
    }

    private void note(String used, String member, String type) {
        if (!owner.startsWith(SILENT) && (used.startsWith(SILENT) || used.startsWith("java/util/logging/"))) {
            called.add(used + "." + member + type);
        }
    }
}
