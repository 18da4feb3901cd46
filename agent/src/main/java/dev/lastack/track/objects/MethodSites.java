package dev.lastack.track.objects;

import dev.lastack.snapshot.Site;
import dev.lastack.track.owner.ApplicationCode;
import dev.lastack.track.owner.ClassFiles;
import dev.lastack.track.owner.CodeOwner;
import dev.lastack.track.owner.Loaders;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckLambdas;

/**
 * Where a method begins, by its class file. Remembers classes: it lives for one report, so that it pins none. Not for
 * several threads.
 */
public final class MethodSites {

    private final ApplicationCode applicationCode;
    private final Map<Object, Optional<Site>> known = new HashMap<>();
    private final Map<Class<?>, CodeOwner> owners = new HashMap<>();

    public MethodSites(ApplicationCode applicationCode) {
        this.applicationCode = applicationCode;
    }

    /** Neither the JDK's nor a known library's. */
    public boolean isOfApplication(Class<?> type) {
        Class<?> written = isLambda(type) ? type.getNestHost() : type;
        return owners.computeIfAbsent(written, unseen -> applicationCode.of(unseen.getName(), unseen))
                != CodeOwner.LIBRARY;
    }

    /** A lambda, or a method reference: a hidden class in the nest of the one in which it stands. */
    public static boolean isLambda(Class<?> type) {
        return type.isHidden() && type.isSynthetic();
    }

    /**
     * As a framework names it.
     *
     * @param bean the class whose method it is; a generated subclass, or one that inherits it, too
     */
    public Site of(Class<?> bean, Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        String descriptor =
                MethodType.methodType(method.getReturnType(), parameters).toMethodDescriptorString();
        Site site = exact(bean, method.getName(), descriptor);
        return site != null ? site : bare(method.getDeclaringClass(), method.getName());
    }

    /**
     * Where an object that was registered is called, by the first of these names that its class has; of a lambda the
     * method behind it.
     */
    public Site of(Class<?> registered, List<String> names) {
        if (isLambda(registered)) {
            Site behind = behind(registered);
            return behind != null ? behind : bare(registered.getNestHost(), names.get(0));
        }
        Site site = first(registered, names);
        return site != null ? site : bare(registered, names.get(0));
    }

    private @Nullable Site behind(Class<?> lambda) {
        String[] member = LastAckLambdas.implementation(lambda);
        if (member == null) {
            return null;
        }
        ClassLoader loader = lambda.getClassLoader();
        Class<?> owner = Loaders.ask(loader, () -> Class.forName(member[0].replace('/', '.'), false, loader));
        return owner == null ? null : exact(owner, member[1], member[2]);
    }

    private record Wanted(Class<?> type, Object method) {}

    private @Nullable Site exact(Class<?> type, String name, String descriptor) {
        return known.computeIfAbsent(new Wanted(type, name + descriptor), unseen -> find(type, name, descriptor))
                .orElse(null);
    }

    private @Nullable Site first(Class<?> type, List<String> names) {
        return known.computeIfAbsent(new Wanted(type, names), unseen -> find(type, names))
                .orElse(null);
    }

    private Optional<Site> find(Class<?> type, String name, String descriptor) {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            byte[] classFile = ClassFiles.of(declaring);
            Site site = classFile == null ? null : MethodLines.exact(declaring.getName(), classFile, name, descriptor);
            if (site != null) {
                return Optional.of(owned(site, declaring));
            }
        }
        return Optional.empty();
    }

    /** In the class itself, or in the class of the application that it extends. */
    private Optional<Site> find(Class<?> type, List<String> names) {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            if (declaring != type && !isOfApplication(declaring)) {
                break;
            }
            byte[] classFile = ClassFiles.of(declaring);
            Site site = classFile == null ? null : MethodLines.first(declaring.getName(), classFile, names);
            if (site != null) {
                return Optional.of(owned(site, declaring));
            }
        }
        return Optional.empty();
    }

    private Site owned(Site site, Class<?> declaring) {
        return new Site(
                site.className(), site.methodName(), site.fileName(), site.lineNumber(), isOfApplication(declaring));
    }

    private Site bare(Class<?> type, String method) {
        return new Site(type.getName(), method, null, -1, isOfApplication(type));
    }
}
