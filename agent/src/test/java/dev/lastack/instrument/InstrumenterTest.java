package dev.lastack.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.lastack.config.Settings;
import dev.lastack.config.SettingsParser;
import dev.lastack.instrument.weave.ClassFiles;
import dev.lastack.instrument.weave.Hook;
import dev.lastack.instrument.weave.HookedType;
import dev.lastack.instrument.weave.HooksOfThisJdkTest;
import dev.lastack.instrument.weave.LoaderScope;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.InOrder;

/** What the transformer makes of this JDK's class files; the integration tests run the result. */
class InstrumenterTest {

    @Test
    void executors_areLeftAloneUnlessAskedFor() throws Exception {
        Instrumentation other = mock(Instrumentation.class);
        when(other.getAllLoadedClasses())
                .thenReturn(new Class<?>[] {java.util.concurrent.ThreadPoolExecutor.class, java.net.Socket.class});
        when(other.isModifiableClass(any())).thenReturn(true);
        Instrumenter.install(other, Settings.DEFAULTS);

        verify(other).retransformClasses();
    }

    private final Instrumentation instrumentation = mock(Instrumentation.class);
    private Instrumenter instrumenter;

    @BeforeEach
    void install() throws Exception {
        List<Class<?>> loaded = new ArrayList<>(targets());
        loaded.add(ArrayList.class);
        when(instrumentation.getAllLoadedClasses()).thenReturn(loaded.toArray(new Class<?>[0]));
        when(instrumentation.isModifiableClass(any())).thenReturn(true);
        instrumenter = Instrumenter.install(instrumentation, SettingsParser.parse("executor-handover=true"));
    }

    @Test
    void install_retransformsAllTargetsAtOnce_andNothingElse() throws UnmodifiableClassException {
        verify(instrumentation).addTransformer(instrumenter, true);
        verify(instrumentation).retransformClasses(targets().toArray(new Class<?>[0]));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyHook_isWovenIn(Class<?> target) {
        byte[] before = ClassFiles.bytes(target);
        byte[] after = transform(target, before);

        assertThat(instrumenter.missing()).isEmpty();
        assertThat(hookCalls(before)).isEmpty();
        assertThat(hookCalls(after).keySet()).containsExactlyInAnyOrderElementsOf(hookedHere(target));
    }

    /** Retransformation allows nothing else. */
    @ParameterizedTest
    @MethodSource("targets")
    void fieldsAndMethods_stayAsTheyWere(Class<?> target) {
        byte[] before = ClassFiles.bytes(target);

        assertThat(members(transform(target, before))).isEqualTo(members(before));
    }

    static List<Class<?>> targets() {
        List<Class<?>> targets = new ArrayList<>();
        for (HookedType type : Instrumenter.TYPES) {
            try {
                if (type.scope() == LoaderScope.BOOT) {
                    targets.add(Class.forName(type.typeName(), false, null));
                }
            } catch (ClassNotFoundException e) {
                assertThat(type.optional()).isTrue();
            }
        }
        return targets;
    }

    @Test
    void otherClasses_areLeftAlone() {
        assertThat(instrumenter.transform(null, "java/util/ArrayList", ArrayList.class, null, new byte[0]))
                .isNull();
        assertThat(instrumenter.transform(
                        getClass().getClassLoader(), "sun/nio/ch/SocketDispatcher", getClass(), null, new byte[0]))
                .isNull();
        assertThat(instrumenter.transform(null, null, null, null, new byte[0])).isNull();
    }

    @Test
    void brokenClassFile_isSaidAndLeftAlone() throws ClassNotFoundException {
        Class<?> target = Class.forName("sun.nio.ch.SocketDispatcher", false, null);

        assertThat(transform(target, new byte[10])).isNull();
        assertThat(instrumenter.missing()).singleElement().asString().startsWith("sun.nio.ch.SocketDispatcher");
    }

    @Test
    void remove_takesTheTransformerOutBeforeItRetransforms() throws UnmodifiableClassException {
        instrumenter.remove();

        InOrder order = inOrder(instrumentation);
        order.verify(instrumentation).retransformClasses(any(Class[].class));
        order.verify(instrumentation).removeTransformer(instrumenter);
        order.verify(instrumentation).retransformClasses(any(Class[].class));
    }

    private byte[] transform(Class<?> target, byte[] classFile) {
        return instrumenter.transform(null, target.getName().replace('.', '/'), target, null, classFile);
    }

    private static List<String> hookedHere(Class<?> target) {
        List<String> names = new ArrayList<>();
        HooksOfThisJdkTest.hooks()
                .filter(arguments -> arguments.get()[0] == target)
                .filter(arguments -> !HooksOfThisJdkTest.matches(
                                target, (Hook) arguments.get()[1])
                        .isEmpty())
                .forEach(arguments -> names.add((String) arguments.get()[2]));
        return names.stream().distinct().toList(); // overloads of one method
    }

    /** Which methods call a hook. */
    private static Map<String, String> hookCalls(byte[] classFile) {
        Map<String, String> calls = new HashMap<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(int a, String method, String d, String s, String[] e) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(int o, String owner, String n, String d, boolean i) {
                                        if (owner.startsWith("java/net/LastAck")) {
                                            calls.put(method, n);
                                        }
                                    }
                                };
                            }
                        },
                        0);
        return calls;
    }

    private static List<String> members(byte[] classFile) {
        List<String> members = new ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public FieldVisitor visitField(int access, String name, String d, String s, Object v) {
                                members.add(access + name + d);
                                return null;
                            }

                            @Override
                            public MethodVisitor visitMethod(int access, String name, String d, String s, String[] e) {
                                members.add(access + name + d);
                                return null;
                            }
                        },
                        0);
        return members;
    }
}
