package dev.lastack.track.objects;

import dev.lastack.snapshot.Site;
import java.util.List;
import java.util.function.ToIntBiFunction;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Finds in a class file the method that is looked for, and its first line. */
public final class MethodLines extends ClassVisitor {

    private static final int NOT_IT = Integer.MAX_VALUE;

    private final ToIntBiFunction<String, String> rank;
    private final int without;

    private @Nullable String source;
    private @Nullable String method;
    private int best = NOT_IT;
    private int line = -1;

    private MethodLines(ToIntBiFunction<String, String> rank, int without) {
        super(Opcodes.ASM9);
        this.rank = rank;
        this.without = without;
    }

    /**
     * Of the class's own methods the one whose name comes first; null where it has none of them.
     *
     * @param names best first
     */
    public static @Nullable Site first(String className, byte[] classFile, List<String> names) {
        ToIntBiFunction<String, String> rank = (name, descriptor) -> {
            int at = names.indexOf(name);
            return at < 0 ? NOT_IT : at;
        };
        int written = Opcodes.ACC_SYNTHETIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC;
        return new MethodLines(rank, written).find(className, classFile);
    }

    /** Null where the class itself has no such method with a body. */
    public static @Nullable Site exact(String className, byte[] classFile, String name, String descriptor) {
        ToIntBiFunction<String, String> rank =
                (named, described) -> named.equals(name) && described.equals(descriptor) ? 0 : NOT_IT;
        return new MethodLines(rank, Opcodes.ACC_ABSTRACT).find(className, classFile);
    }

    private @Nullable Site find(String className, byte[] classFile) {
        new ClassReader(classFile).accept(this, ClassReader.SKIP_FRAMES);
        return method == null ? null : new Site(className, method, source, line, true);
    }

    @Override
    public void visitSource(@Nullable String file, @Nullable String debug) {
        source = file;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        int found = (access & without) != 0 ? NOT_IT : rank.applyAsInt(name, descriptor);
        if (found >= best) {
            return null;
        }
        best = found;
        method = name;
        line = -1;
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitLineNumber(int number, Label start) {
                line = line < 0 ? number : Math.min(line, number);
            }
        };
    }
}
