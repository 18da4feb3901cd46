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
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Puts the hooks into the JDK's classes by retransformation, and takes them out again. Inlined advice only, so the
 * format of no class changes, and the same code serves start-up and attach.
 *
 * <p>A class file transformer of our own: whatever class the application loads costs one look into a small map.
 */
public final class Instrumenter implements ClassFileTransformer {

    private static final List<TypeInstrumentation> TYPES = List.of(
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
    private final ClassFileLocator adviceFiles =
            ClassFileLocator.ForClassLoader.of(Instrumenter.class.getClassLoader());
    private final TypePool advicePool = TypePool.Default.of(adviceFiles);
    private final ByteBuddy byteBuddy = new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(InstrumentedType.Factory.Default.FROZEN)
            .with(Implementation.Context.Disabled.Factory.INSTANCE)
            .ignore(ElementMatchers.none());

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

    private byte[] advise(TypeInstrumentation type, Class<?> redefined, byte[] classFile) {
        TypeDescription description = TypeDescription.ForLoadedType.of(redefined);
        DynamicType.Builder<?> builder =
                byteBuddy.redefine(description, ClassFileLocator.Simple.of(type.typeName(), classFile));
        for (Hook hook : type.hooks()) {
            if (hook.required() && lacks(description, hook)) {
                missing.add(type.typeName() + "." + hook.name());
            }
            builder = builder.visit(Advice.to(advice(hook), adviceFiles).on(hook.method()));
        }
        try (DynamicType.Unloaded<?> made = builder.make()) {
            return made.getBytes();
        }
    }

    /** Described from its class file: reading annotations by reflection would make a proxy class for each. */
    private TypeDescription advice(Hook hook) {
        return advicePool.describe(hook.advice().getName()).resolve();
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
