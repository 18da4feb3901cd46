package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationCodeTest {

    @Test
    void withoutPrefixes_allButTheJdkAndKnownLibrariesIsTheApplication() {
        ApplicationCode code = ApplicationCode.of(List.of());

        assertThat(code.owns("com.acme.Shop")).isTrue();
        assertThat(code.owns("Main")).isTrue();
        assertThat(code.owns("java.net.Socket")).isFalse();
        assertThat(code.owns("sun.nio.ch.NioSocketImpl")).isFalse();
        assertThat(code.owns("org.apache.hc.client5.http.Foo")).isFalse();
    }

    @Test
    void libraryPrefix_endsAtAPackage() {
        assertThat(ApplicationCode.of(List.of()).owns("javassistant.Shop")).isTrue();
    }

    @Test
    void withPrefixes_onlyTheyAreTheApplication() {
        ApplicationCode code = ApplicationCode.of(List.of("com.acme.", "org.apache.hc.ours."));

        assertThat(code.owns("com.acme.Shop")).isTrue();
        assertThat(code.owns("org.apache.hc.ours.Client")).isTrue();
        assertThat(code.owns("com.example.Shop")).isFalse();
    }
}
