package dev.lastack.track.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationCodeTest {

    private static final ApplicationLocation HOME = new ApplicationLocation("com.acme", null);

    @Test
    void withoutPrefixes_theJdkAndKnownLibrariesAreForeign() {
        ApplicationCode code = code();

        assertThat(code.of("java.net.Socket", null)).isEqualTo(CodeOwner.LIBRARY);
        assertThat(code.of("sun.nio.ch.NioSocketImpl", null)).isEqualTo(CodeOwner.LIBRARY);
        assertThat(code.of("org.apache.hc.client5.http.Foo", null)).isEqualTo(CodeOwner.LIBRARY);
    }

    @Test
    void withoutPrefixes_theMainClassesFamilyIsTheApplication() {
        assertThat(code().of("com.acme.orders.Shop", null)).isEqualTo(CodeOwner.APPLICATION);
        assertThat(code().of("net.example.Pool", null)).isEqualTo(CodeOwner.UNKNOWN);
    }

    @Test
    void libraryPrefix_endsAtAPackage() {
        assertThat(code().of("javassistant.Shop", null)).isNotEqualTo(CodeOwner.LIBRARY);
    }

    @Test
    void withPrefixes_onlyTheyAreTheApplication() {
        ApplicationCode code = code("net.example.", "org.apache.hc.ours.");

        assertThat(code.of("net.example.Pool", null)).isEqualTo(CodeOwner.APPLICATION);
        assertThat(code.of("org.apache.hc.ours.Client", null)).isEqualTo(CodeOwner.APPLICATION);
        assertThat(code.of("com.acme.orders.Shop", null)).isEqualTo(CodeOwner.LIBRARY);
    }

    private static ApplicationCode code(String... prefixes) {
        return new ApplicationCode(List.of(prefixes), KnownLibraries.load(), HOME);
    }
}
