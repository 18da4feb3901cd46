package dev.lastack.instrument;

import dev.lastack.config.Settings;
import dev.lastack.instrument.hooks.AsynchronousChannelHooks;
import dev.lastack.instrument.hooks.ChannelHooks;
import dev.lastack.instrument.hooks.DispatcherHooks;
import dev.lastack.instrument.hooks.ExecutorHooks;
import dev.lastack.instrument.hooks.HttpClientHooks;
import dev.lastack.instrument.hooks.JavaNetHooks;
import dev.lastack.instrument.hooks.NettyHooks;
import dev.lastack.instrument.hooks.PoolHooks;
import dev.lastack.instrument.hooks.ReactorNettyHooks;
import dev.lastack.instrument.hooks.ServletHooks;
import dev.lastack.instrument.weave.HookedType;
import dev.lastack.instrument.weave.LoaderScope;
import dev.lastack.instrument.weave.Weaver;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.LastAckNettyChannels;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the hooks into the classes of the JDK and of Netty by retransformation, and takes them out again. Calls
 * only, so the format of no class changes, and the same code serves start-up and attach.
 *
 * <p>A class file transformer of our own: see {@link TypeIndex} for what a class costs that is not hooked.
 */
public final class Instrumenter implements ClassFileTransformer {

    /** All that may be hooked, in the order in which it is looked for. */
    public static final List<HookedType> TYPES = Stream.of(
                    JavaNetHooks.TYPES,
                    ChannelHooks.TYPES,
                    AsynchronousChannelHooks.TYPES,
                    HttpClientHooks.TYPES,
                    ServletHooks.TYPES,
                    DispatcherHooks.TYPES,
                    ExecutorHooks.TYPES,
                    NettyHooks.TYPES,
                    ReactorNettyHooks.TYPES,
                    PoolHooks.TYPES)
            .flatMap(List::stream)
            .toList();

    private final Instrumentation instrumentation;
    private final List<HookedType> types;
    private final TypeIndex index;
    private final TypeIndex indexOfLoaded;
    private final Set<String> missing = new ConcurrentSkipListSet<>();

    private Instrumenter(Instrumentation instrumentation, Settings settings) {
        this.instrumentation = instrumentation;
        this.types = wanted(settings, AotTraining.isUnderWay(instrumentation));
        this.index = new TypeIndex(types, '/');
        this.indexOfLoaded = new TypeIndex(types, '.');
    }

    private List<HookedType> wanted(Settings settings, boolean aotTraining) {
        List<HookedType> wanted = new ArrayList<>();
        for (HookedType type : TYPES) {
            if (!type.wanted().test(settings)) {
                continue;
            }
            if (aotTraining && type.harmsAotTraining()) {
                missing.add(type.typeName() + " (left out while an AOT cache is made)");
            } else {
                wanted.add(type);
            }
        }
        return wanted;
    }

    /** The hooks' boot classes must be there. */
    public static Instrumenter install(Instrumentation instrumentation, Settings settings)
            throws UnmodifiableClassException {
        Instrumenter instrumenter = new Instrumenter(instrumentation, settings);
        LastAckNettyChannels.nativeEndsUnseen(false); // until a copy shows that it is so
        instrumenter.loadBootTypes();
        instrumentation.addTransformer(instrumenter, true);
        instrumenter.retransform();
        return instrumenter;
    }

    /**
     * Hooks that this JDK, or a library as it was loaded, has no place for; empty where all is as expected. Any thread;
     * may grow when the application loads more.
     */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /** Gives the classes back as other agents left them. */
    public void remove() throws UnmodifiableClassException {
        instrumentation.removeTransformer(this);
        retransform();
    }

    private void retransform() throws UnmodifiableClassException {
        List<Class<?>> targets = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            HookedType type = indexOfLoaded.find(loaded.getClassLoader(), loaded.getName());
            if (type != null && type.mayBeLoaded().test(loaded) && instrumentation.isModifiableClass(loaded)) {
                targets.add(loaded);
            }
        }
        instrumentation.retransformClasses(targets.toArray(new Class<?>[0]));
    }

    private void loadBootTypes() {
        for (HookedType type : types) {
            try {
                if (type.scope() == LoaderScope.BOOT) {
                    Class.forName(type.typeName(), false, null);
                }
            } catch (ClassNotFoundException e) {
                if (!type.optional()) {
                    missing.add(type.typeName());
                }
            }
        }
    }

    private void missing(String hook) {
        if (NettyHooks.tellsOfNativeEnds(hook)) {
            LastAckNettyChannels.nativeEndsUnseen(true);
            missing.add(hook + " (so channels of Netty's native transports are not watched)");
        } else {
            missing.add(hook);
        }
    }

    /** Nothing may leave it: a throwable here would be lost in the VM, and the class come up unhooked unsaid. */
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        HookedType type = index.find(loader, internalName);
        if (type == null || internalName == null || !type.mayBeFile().test(classFile)) {
            return null;
        }
        try {
            return new Weaver(type, this::missing).weave(internalName, redefined, classFile);
        } catch (RuntimeException | Error e) {
            missing.add(type.typeName() + " (" + e + ")");
            return null;
        }
    }
}
