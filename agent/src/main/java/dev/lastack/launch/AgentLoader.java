package dev.lastack.launch;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * LastAck's classes, apart from the application's, so that they can go again. Everything is read through one open file:
 * the jar itself may be gone already, and no cache of the JDK's keeps hold of it.
 */
final class AgentLoader extends ClassLoader {

    private static final String OWN = "dev.lastack.";

    private final ZipFile jar;

    AgentLoader(File jar) throws IOException {
        super("lastack", ClassLoader.getPlatformClassLoader());
        this.jar = new ZipFile(jar);
    }

    /** Our own without asking the platform first: that would look into each of its modules, for each of them. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OWN)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] classFile = bytes(name.replace('.', '/') + ".class");
        if (classFile == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, classFile, 0, classFile.length);
    }

    /** The application's libraries are not looked at, so neither are the platform's resources. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] content = bytes(name);
        return content == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(content);
    }

    @Override
    @SuppressWarnings("deprecation") // since JDK 20; the way that replaces it is not there on 17
    protected @Nullable URL findResource(String name) {
        byte[] content = bytes(name);
        if (content == null) {
            return null;
        }
        try {
            return new URL(null, "lastack:" + name, new InMemory(content));
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return Collections.enumeration(found == null ? List.of() : List.of(found));
    }

    private byte @Nullable [] bytes(String entryName) {
        try {
            ZipEntry entry = jar.getEntry(entryName);
            if (entry == null) {
                return null;
            }
            try (InputStream in = jar.getInputStream(entry)) {
                return in.readNBytes(Math.toIntExact(entry.getSize()));
            }
        } catch (IOException | IllegalStateException e) {
            return null; // closed: nothing more comes from here
        }
    }

    /** Classes that are loaded stay usable. */
    void close() {
        try {
            jar.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }

    private static final class InMemory extends URLStreamHandler {

        private final byte[] content;

        InMemory(byte[] content) {
            this.content = content;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    connected = true;
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}
