package dev.lastack.track.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 18: in a library's own test suite its test classes are the application. */
class KnownLibraryAtHomeTest {

    private static final String CLIENT = "org.apache.http.impl.client.SomeClient";

    private static final class Definer extends ClassLoader {

        Class<?> define(String name, String location) throws MalformedURLException {
            ClassWriter writer = new ClassWriter(0);
            writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", null);
            byte[] bytes = writer.toByteArray();
            CodeSource source = new CodeSource(URI.create(location).toURL(), (Certificate[]) null);
            return defineClass(name, bytes, 0, bytes.length, new ProtectionDomain(source, null));
        }
    }

    private static CodeOwner owner(String name, String location, ApplicationLocation home) throws Exception {
        ApplicationCode code = new ApplicationCode(List.of(), KnownLibraries.load(), home);
        return code.of(name, new Definer().define(name, location));
    }

    private static ApplicationLocation surefire() throws MalformedURLException {
        URL booter = URI.create("file:/src/httpclient/target/surefire/surefirebooter.jar")
                .toURL();
        return new ApplicationLocation("org.apache", booter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/src/httpclient/target/test-classes/",
                "file:/src/httpclient/build/classes/java/test/",
                "file:/src/httpclient/out/test/httpclient/",
                "file:/home/dev/repository/httpclient-4.5.14-tests.jar",
            })
    void tests_areTheApplication(String location) throws Exception {
        assertThat(owner(CLIENT, location, surefire())).isEqualTo(CodeOwner.APPLICATION);
        assertThat(owner(CLIENT, location, new ApplicationLocation(null, null))).isEqualTo(CodeOwner.APPLICATION);
    }

    @Test
    void mainClassesBesideThem_areLessSure_thanAnyTest() throws Exception {
        CodeOwner main = owner(CLIENT, "file:/src/httpclient/target/classes/", surefire());

        assertThat(main).isGreaterThan(CodeOwner.UNKNOWN).isLessThan(CodeOwner.APPLICATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/home/dev/repository/httpclient-4.5.14.jar",
                "file:/home/test/app/httpclient-4.5.14.jar",
                "file:/app/tests.d/latest.jar",
                "jar:file:/app/shop.jar!/BOOT-INF/lib/httpclient-4.5.14.jar!/",
            })
    void packedAsALibrary_itIsOne(String location) throws Exception {
        assertThat(owner(CLIENT, location, surefire())).isEqualTo(CodeOwner.LIBRARY);
    }

    /** All jars of a program unpacked into one folder, as some images have it. */
    @Test
    void unpackedBesideTheProgram_itIsALibrary() throws Exception {
        ApplicationLocation shop = new ApplicationLocation(
                "com.acme", URI.create("file:/app/classes/").toURL());

        assertThat(owner(CLIENT, "file:/app/classes/", shop)).isEqualTo(CodeOwner.LIBRARY);
    }

    @Test
    void jdk_isNeverTheApplication() {
        ApplicationCode code =
                new ApplicationCode(List.of(), KnownLibraries.load(), new ApplicationLocation(null, null));

        assertThat(code.of("java.net.Socket", java.net.Socket.class)).isEqualTo(CodeOwner.LIBRARY);
    }

    @Test
    void prefixesThatAreConfigured_decideAlone() throws Exception {
        ApplicationCode code = new ApplicationCode(List.of("com.acme."), KnownLibraries.load(), surefire());
        Class<?> test = new Definer().define(CLIENT, "file:/src/httpclient/target/test-classes/");

        assertThat(code.of(CLIENT, test)).isEqualTo(CodeOwner.LIBRARY);
    }
}
