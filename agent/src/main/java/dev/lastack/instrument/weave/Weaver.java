package dev.lastack.instrument.weave;

import dev.lastack.instrument.weave.MethodPattern.Declared;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * One class file with the hooks of one type in it. By Byte Buddy's ASM alone: its advice is twenty times the classes,
 * and was most of what start-up cost (decision 0024).
 */
public final class Weaver {

    private final HookedType type;
    private final Consumer<String> missing;

    /** @param missing told the hooks that find no method, by name */
    public Weaver(HookedType type, Consumer<String> missing) {
        this.type = type;
        this.missing = missing;
    }

    /**
     * The class file with the hooks in it.
     *
     * @param redefined null while the class is being loaded
     * @return null where there is nothing to hook
     */
    public byte @Nullable [] weave(String internalName, @Nullable Class<?> redefined, byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        // Only of a class of the boot loader may the classes above be asked: they are there already.
        boolean boot = type.scope() == LoaderScope.BOOT;
        ClassShape shape = ClassShape.of(reader, boot ? redefined : null);
        Map<String, Hook> hooked = new HashMap<>();
        for (Hook hook : type.hooks()) {
            choose(hook, shape, hooked);
        }
        if (hooked.isEmpty()) {
            return null;
        }
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        int version = reader.readShort(6);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        Hook hook = hooked.get(name + descriptor);
                        return hook == null
                                ? next
                                : new HookedMethod(
                                        next,
                                        internalName,
                                        version,
                                        new Declared(access, name, descriptor),
                                        shape,
                                        hook);
                    }
                },
                0);
        return writer.toByteArray();
    }

    private void choose(Hook hook, ClassShape shape, Map<String, Hook> hooked) {
        List<Declared> found = new ArrayList<>();
        for (Declared method : shape.methods()) {
            if (hook.method().matches(method)) {
                found.add(method);
            }
        }
        if (found.isEmpty()) {
            if (hook.required()) {
                missing.accept(type.typeName() + "." + hook.name());
            }
        } else if (hasItsFields(hook, shape)) {
            for (Declared method : found) {
                hooked.put(method.name() + method.descriptor(), hook);
            }
        }
    }

    private boolean hasItsFields(Hook hook, ClassShape shape) {
        boolean all = true;
        for (HookCall call : hook.calls()) {
            for (Value value : call.values()) {
                if (value instanceof Value.Field field && shape.field(field.name()) == null) {
                    missing.accept(type.typeName() + "." + hook.name() + " (no field " + field.name() + ")");
                    all = false;
                }
            }
        }
        return all;
    }
}
