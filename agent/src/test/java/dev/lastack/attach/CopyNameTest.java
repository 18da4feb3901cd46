package dev.lastack.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyNameTest {

    private final FileTime now = FileTime.from(Instant.now());
    private final FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));

    @Test
    void ofACommandThatRuns_isNoLeftOver_untilItIsOld() {
        CopyName own = CopyName.parse(CopyName.fresh());

        assertThat(own).isNotNull();
        assertThat(own.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(own.isLeftOver(now)).isFalse();
        assertThat(own.isLeftOver(longAgo)).isTrue();
    }

    @Test
    void ofAProcessThatIsGone_isALeftOver_inTheSameNamespaceOnly() {
        String namespace = CopyName.parse(CopyName.fresh()).namespace();

        assertThat(new CopyName(namespace, 999_999_999).isLeftOver(now)).isTrue();
        assertThat(new CopyName("1", 999_999_999).isLeftOver(now)).isFalse();
        assertThat(new CopyName("1", 999_999_999).isLeftOver(longAgo)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".lastack-",
                ".lastack-1-2.jar",
                "lastack.jar",
                ".lastack-1-2-0123456789abcdef.jar.bak",
                ".lastack-../../-2-0123456789abcdef.jar",
                ".lastack-1-99999999999999999999-0123456789abcdef.jar"
            })
    void otherNames_areNotTouched(String name) {
        assertThat(CopyName.parse(name)).isNull();
    }
}
