package dev.lastack.instrument.weave;

import dev.lastack.instrument.weave.MethodPattern.Declared;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** The fields and methods that a class file declares. */
final class ClassShape extends ClassVisitor {

    private final Map<String, String> fields = new HashMap<>();
    private final List<Declared> methods = new ArrayList<>();
    private final @Nullable Class<?> loaded;

    private ClassShape(@Nullable Class<?> loaded) {
        super(Opcodes.ASM9);
        this.loaded = loaded;
    }

    /** @param loaded to find fields of the classes above; null leaves them out, for to look would load what they name */
    static ClassShape of(ClassReader classFile, @Nullable Class<?> loaded) {
        ClassShape shape = new ClassShape(loaded);
        classFile.accept(shape, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return shape;
    }

    List<Declared> methods() {
        return methods;
    }

    /** The descriptor of its type; null where there is no such field. */
    @Nullable
    String field(String name) {
        String declared = fields.get(name);
        return declared != null || loaded == null ? declared : inherited(name, loaded.getSuperclass());
    }

    private static @Nullable String inherited(String name, @Nullable Class<?> from) {
        for (Class<?> type = from; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return Type.getDescriptor(field.getType());
                }
            }
        }
        return null;
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        fields.put(name, descriptor);
        return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        methods.add(new Declared(access, name, descriptor));
        return null;
    }
}
