package dev.lastack.it.programs.netty;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link NettyMatrix}, and with it Netty, in a class loader of its own: once for each of the loaders that the first
 * argument names, with commas between. The other arguments are the matrix's.
 */
public final class InLoader {

    private static final String MATRIX = "dev.lastack.it.programs.netty.NettyMatrix";

    private InLoader() {}

    public static void main(String[] args) throws Exception {
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        for (String name : args[0].split(",", -1)) {
            loader(name).loadClass(MATRIX).getMethod("run", String[].class).invoke(null, (Object) rest);
        }
        System.exit(0);
    }

    private static ClassLoader loader(String name) {
        return switch (name) {
            case "no-parent" -> new URLClassLoader(classPath(), null);
            case "child-first" -> new ChildFirst();
            case "relocated" -> new Relocating();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static URL[] classPath() {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            try {
                urls.add(new File(entry).toURI().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry, e);
            }
        }
        return urls.toArray(new URL[0]);
    }

    /** As in a servlet container: what it has itself, it does not ask its parent for. */
    private static class ChildFirst extends URLClassLoader {

        ChildFirst() {
            super(classPath(), InLoader.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : first(name, resolve);
            }
        }

        private Class<?> first(String name, boolean resolve) throws ClassNotFoundException {
            try {
                return findClass(name);
            } catch (ClassNotFoundException e) {
                return super.loadClass(name, resolve);
            }
        }
    }

    /** The program as if it had been compiled against the copy of Netty that gRPC ships under another name. */
    private static final class Relocating extends ChildFirst {

        private static final String OURS = "dev.lastack.it.programs.netty.";
        private static final String PLAIN = "io/netty/";
        private static final String SHADED = "io/grpc/netty/shaded/io/netty/";

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.startsWith(OURS)) {
                return super.findClass(name);
            }
            byte[] relocated = relocate(classFile(name));
            return defineClass(name, relocated, 0, relocated.length, InLoader.class.getProtectionDomain());
        }

        private static byte[] classFile(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = InLoader.class.getClassLoader().getResourceAsStream(file)) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        private static byte[] relocate(byte[] classFile) {
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(classFile)
                    .accept(
                            new ClassRemapper(writer, new Remapper(Opcodes.ASM9) {
                                @Override
                                public @Nullable String map(@Nullable String name) {
                                    return name != null && name.startsWith(PLAIN)
                                            ? SHADED + name.substring(PLAIN.length())
                                            : name;
                                }
                            }),
                            0);
            return writer.toByteArray();
        }
    }
}
