package dev.lastack.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateFolderTest {

    @ParameterizedTest
    @CsvSource({"/var/tmp, /var/tmp", "'/srv/a,b', /tmp", "/srv/50%p, /tmp", "/srv/a b, /srv/a b"})
    void folderThatTheAgentsArgumentsCannotName_isPassedBy(String temporary, String parent) {
        assertThat(PrivateFolder.parent(temporary)).isEqualTo(Path.of(parent));
    }
}
