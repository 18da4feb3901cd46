package dev.lastack.track.netty;

import dev.lastack.snapshot.Site;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Finds in a class file of a Netty handler the method that is given what was read, and its first line. */
final class HandlerMethods extends ClassVisitor {

    /** The first of these that a handler has: what takes messages before what takes events. */
    private static final List<String> IN_ORDER =
            List.of("channelRead0", "messageReceived", "channelRead", "decode", "userEventTriggered", "channelActive");

    private @Nullable String source;
    private @Nullable String method;
    private int line = -1;

    private HandlerMethods() {
        super(Opcodes.ASM9);
    }

    /** Null where the handler has no such method of its own. */
    static @Nullable Site site(String className, byte[] classFile) {
        HandlerMethods found = new HandlerMethods();
        new ClassReader(classFile).accept(found, ClassReader.SKIP_FRAMES);
        return found.method == null ? null : new Site(className, found.method, found.source, found.line, true);
    }

    @Override
    public void visitSource(@Nullable String file, @Nullable String debug) {
        source = file;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        boolean written = (access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC)) == 0;
        if (!written || !isBetter(name)) {
            return null;
        }
        method = name;
        line = -1;
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitLineNumber(int number, Label start) {
                line = line < 0 ? number : Math.min(line, number);
            }
        };
    }

    private boolean isBetter(String name) {
        int rank = IN_ORDER.indexOf(name);
        return rank >= 0 && (method == null || rank < IN_ORDER.indexOf(method));
    }
}
