package dev.lastack.instrument;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Puts the hooks into the JDK's classes by retransformation, and takes them out again. Inlined advice only, so the
 * format of no class changes, and the same code serves start-up and attach.
 *
 * <p>A class file transformer of our own: whatever class the application loads costs one look into a small map.
 */
public final class Instrumenter implements ClassFileTransformer {

    static final List<TypeInstrumentation> TYPES = List.of(
            new NetInstrumentation(),
            new NioSocketImplInstrumentation(),
            new SocketChannelImplInstrumentation(),
            new ServerSocketChannelImplInstrumentation(),
            new AsynchronousChannelInstrumentation(),
            new AsynchronousHalfCloseInstrumentation(),
            new SocketDispatcherInstrumentation(),
            new UnixDispatcherInstrumentation());

    private final Instrumentation instrumentation;
    private final Map<String, TypeInstrumentation> byInternalName = new HashMap<>();
    private final List<Class<?>> targets = new ArrayList<>();
    private final Set<String> missing = new TreeSet<>();

    private Instrumenter(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
        for (TypeInstrumentation type : TYPES) {
            byInternalName.put(type.typeName().replace('.', '/'), type);
        }
    }

    /** The hooks' boot classes must be there. */
    public static Instrumenter install(Instrumentation instrumentation) throws UnmodifiableClassException {
        Instrumenter instrumenter = new Instrumenter(instrumentation);
        instrumenter.loadTargets();
        instrumentation.addTransformer(instrumenter, true);
        instrumenter.retransform();
        return instrumenter;
    }

    /** Hooks that this JDK has no place for; empty where all is as expected. */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /** Gives the classes back as other agents left them. */
    public void remove() throws UnmodifiableClassException {
        instrumentation.removeTransformer(this);
        retransform();
    }

    private void retransform() throws UnmodifiableClassException {
        instrumentation.retransformClasses(targets.toArray(new Class<?>[0]));
    }

    private void loadTargets() {
        for (TypeInstrumentation type : TYPES) {
            try {
                targets.add(Class.forName(type.typeName(), false, null));
            } catch (ClassNotFoundException e) {
                if (!type.optional()) {
                    missing.add(type.typeName());
                }
            }
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String internalName,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        TypeInstrumentation type = loader == null && redefined != null ? byInternalName.get(internalName) : null;
        if (type == null || redefined == null) {
            return null;
        }
        try {
            return advise(type, redefined, classFile);
        } catch (RuntimeException | Error e) {
            missing.add(type.typeName() + " (" + e + ")");
            return null;
        }
    }

    /**
     * Byte Buddy's advice straight between ASM's reader and writer: its builders for whole types would double the
     * classes that start-up loads.
     */
    private byte[] advise(TypeInstrumentation type, Class<?> redefined, byte[] classFile) {
        TypeDescription description = TypeDescription.ForLoadedType.of(redefined);
        AsmVisitorWrapper.ForDeclaredMethods wrapper = new AsmVisitorWrapper.ForDeclaredMethods();
        for (Hook hook : type.hooks()) {
            if (hook.required() && lacks(description, hook)) {
                missing.add(type.typeName() + "." + hook.name());
            }
            wrapper = wrapper.invokable(hook.method(), Advice.to(hook.advice()));
        }
        ClassFileVersion version = ClassFileVersion.ofClassFile(classFile);
        Implementation.Context context = Implementation.Context.Disabled.Factory.INSTANCE.make(
                description,
                new AuxiliaryType.NamingStrategy.Enumerating("none"),
                TypeInitializer.None.INSTANCE,
                version,
                version,
                Implementation.Context.FrameGeneration.GENERATE);
        int writerFlags = wrapper.mergeWriter(AsmVisitorWrapper.NO_FLAGS);
        int readerFlags = wrapper.mergeReader(AsmVisitorWrapper.NO_FLAGS);
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, writerFlags);
        reader.accept(
                wrapper.wrap(
                        description,
                        writer,
                        context,
                        TypePool.Empty.INSTANCE,
                        description.getDeclaredFields(),
                        new MethodList.Explicit<>(methodsOf(description)),
                        writerFlags,
                        readerFlags),
                readerFlags);
        return writer.toByteArray();
    }

    private static List<MethodDescription> methodsOf(TypeDescription type) {
        return new ArrayList<>(type.getDeclaredMethods());
    }

    private static boolean lacks(TypeDescription type, Hook hook) {
        for (MethodDescription method : type.getDeclaredMethods()) {
            if (hook.method().matches(method)) {
                return false;
            }
        }
        return true;
    }
}
