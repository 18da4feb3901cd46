package dev.lastack.track.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Issue 18, 4: who closed is read from class files, which are the application's loaders' to give. */
class ClassFilesTest {

    /** Whose class file is asked for. */
    static final class Wanted {}

    private static final byte[] CLASS_FILE = Objects.requireNonNull(ClassFiles.of(Wanted.class));

    /** Defines {@link Wanted} anew, and answers for its file as its subclass does. */
    private abstract static class OwnLoader extends ClassLoader {

        final AtomicInteger asked = new AtomicInteger();
        private final String from;

        OwnLoader(String from) {
            super(null);
            this.from = from;
        }

        Class<?> wanted() throws IOException {
            CodeSource source = new CodeSource(new URL(from), (Certificate[]) null);
            return defineClass(
                    Wanted.class.getName(),
                    CLASS_FILE,
                    0,
                    CLASS_FILE.length,
                    new ProtectionDomain(source, null, this, null));
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            asked.incrementAndGet();
            return answer();
        }

        abstract InputStream answer();
    }

    /** As one does that goes to the network, or that waits for a lock. */
    private static final class Stalling extends OwnLoader {

        private final CountDownLatch never = new CountDownLatch(1);

        Stalling() {
            super("file:/opt/app/lib.jar");
        }

        @Override
        InputStream answer() {
            while (true) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // it does not care
                }
            }
        }
    }

    private static final class Giving extends OwnLoader {

        Giving(String from) {
            super(from);
        }

        @Override
        InputStream answer() {
            return new ByteArrayInputStream(CLASS_FILE);
        }
    }

    private static final class Throwing extends OwnLoader {

        Throwing() {
            super("file:/opt/app/lib.jar");
        }

        @Override
        InputStream answer() {
            throw new NoClassDefFoundError("as it likes");
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void loaderThatStalls_isAskedOnce_andHoldsNobodyUp() throws IOException {
        Stalling loader = new Stalling();
        Class<?> type = loader.wanted();

        assertThat(ClassFiles.of(type)).isNull();
        assertThat(ClassFiles.of(type)).isNull();
        assertThat(loader.asked).hasValue(1);
        assertThat(ClassFiles.of(new Giving("file:/opt/app/lib.jar").wanted())).isEqualTo(CLASS_FILE);
    }

    @Test
    void loaderOfLocalFiles_isAsked() throws IOException {
        assertThat(ClassFiles.of(new Giving("file:/opt/app/lib.jar").wanted())).isEqualTo(CLASS_FILE);
        assertThat(ClassFiles.of(new Giving("jar:file:/opt/app.jar!/BOOT-INF/lib/lib.jar").wanted()))
                .isEqualTo(CLASS_FILE);
    }

    @Test
    void loaderThatHasItsClassesFromAnotherHost_isNotAsked() throws IOException {
        Giving loader = new Giving("https://repository.example/lib.jar");

        assertThat(ClassFiles.of(loader.wanted())).isNull();
        assertThat(loader.asked).hasValue(0);
    }

    @Test
    void loaderThatThrows_hasNone() throws IOException {
        assertThat(ClassFiles.of(new Throwing().wanted())).isNull();
    }
}
