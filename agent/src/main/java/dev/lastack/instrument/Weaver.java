package dev.lastack.instrument;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * One class file with the hooks of one type in it. Byte Buddy's advice straight between ASM's reader and writer: its
 * builders for whole types would double the classes that start-up loads.
 */
final class Weaver {

    private final TypeInstrumentation type;
    private final Consumer<String> missing;

    /** @param missing told the hooks that find no method, by name */
    Weaver(TypeInstrumentation type, Consumer<String> missing) {
        this.type = type;
        this.missing = missing;
    }

    /**
     * The class file with the hooks in it.
     *
     * @param redefined null while the class is being loaded
     * @return null where there is nothing to hook
     */
    byte @Nullable [] weave(String internalName, @Nullable Class<?> redefined, byte[] classFile) {
        TypeDescription description = describe(internalName.replace('/', '.'), redefined, classFile);
        AsmVisitorWrapper.ForDeclaredMethods wrapper = new AsmVisitorWrapper.ForDeclaredMethods();
        boolean any = false;
        for (Hook hook : type.hooks()) {
            if (has(description, hook)) {
                any = true;
                wrapper = wrapper.invokable(hook.method(), Advice.to(hook.advice()));
            } else if (hook.required()) {
                missing.accept(type.typeName() + "." + hook.name());
            }
        }
        return any ? write(description, wrapper, classFile) : null;
    }

    /**
     * A class of the boot loader by reflection, which is there already. Any other by its class file alone: to look at
     * the types that it names would load them, in the middle of the application's own class loading.
     */
    private TypeDescription describe(String name, @Nullable Class<?> redefined, byte[] classFile) {
        if (redefined != null && type.home() == TypeInstrumentation.Home.BOOT) {
            return TypeDescription.ForLoadedType.of(redefined);
        }
        return new TypePool.Default.WithLazyResolution(
                        new TypePool.CacheProvider.Simple(),
                        new ClassFileLocator.Simple(Map.of(name, classFile)),
                        TypePool.Default.ReaderMode.FAST)
                .describe(name)
                .resolve();
    }

    private static byte[] write(
            TypeDescription description, AsmVisitorWrapper.ForDeclaredMethods wrapper, byte[] classFile) {
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

    private static boolean has(TypeDescription type, Hook hook) {
        for (MethodDescription method : type.getDeclaredMethods()) {
            if (hook.method().matches(method)) {
                return true;
            }
        }
        return false;
    }
}
