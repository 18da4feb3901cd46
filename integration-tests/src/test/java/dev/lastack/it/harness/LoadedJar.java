package dev.lastack.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;

/** The packaged jar's own classes in this JVM, apart from the tests' and loaded once, for as long as the tests run. */
final class LoadedJar {

    static final ClassLoader CLASSES = open();

    private LoadedJar() {}

    private static ClassLoader open() {
        try {
            return new URLClassLoader(
                    new URL[] {Layout.agentJar().toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
