package dev.lastack.instrument.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decision 0055: the compiler does not make what a hook does part of the methods that call the hooked one. */
class HooksStayOutOfCallersTest {

    private static final String DONT_INLINE = "Ljdk/internal/vm/annotation/DontInline;";

    @ParameterizedTest
    @ValueSource(strings = {"LastAckHooks", "LastAckAskHooks", "LastAckNettyHooks"})
    void whatTellsTheSink_isNotInlined(String hooks) throws IOException {
        List<String> telling = new ArrayList<>();
        List<String> inlined = new ArrayList<>();
        ClassVisitor visitor = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String type, String generic, String[] errors) {
                return new TellingMethod(name, telling, inlined);
            }
        };
        try (InputStream file = ClassLoader.getSystemResourceAsStream("java/net/" + hooks + ".class")) {
            new ClassReader(Objects.requireNonNull(file).readAllBytes()).accept(visitor, 0);
        }

        assertThat(telling).hasSizeGreaterThan(5);
        assertThat(inlined).isEmpty();
    }

    private static final class TellingMethod extends MethodVisitor {
        private final String name;
        private final List<String> telling;
        private final List<String> inlined;
        private boolean tells;
        private boolean dontInline;

        TellingMethod(String name, List<String> telling, List<String> inlined) {
            super(Opcodes.ASM9);
            this.name = name;
            this.telling = telling;
            this.inlined = inlined;
        }

        @Override
        public AnnotationVisitor visitAnnotation(String type, boolean visible) {
            dontInline |= visible && type.equals(DONT_INLINE);
            return super.visitAnnotation(type, visible);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
            tells |= isInterface && owner.endsWith("Sink") && type.endsWith("V");
        }

        @Override
        public void visitEnd() {
            if (tells) {
                telling.add(name);
                if (!dontInline) {
                    inlined.add(name);
                }
            }
        }
    }
}
