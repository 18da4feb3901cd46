package dev.lastack.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastack.cli.jvms.ListedJvm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PidOrNameTest {

    private static final List<ListedJvm> JVMS = List.of(
            jvm(1, "com.acme.Orders"),
            jvm(2, "com.acme/com.acme.Prices"),
            jvm(3, "shop.jar"),
            jvm(4, "com.acme.Twin"),
            jvm(5, "org.other.Twin"));

    @ParameterizedTest
    @CsvSource({
        "com.acme.Orders, 1",
        "Orders, 1",
        "com.acme.Prices, 2",
        "Prices, 2",
        "shop.jar, 3",
        "com.acme.Twin, 4",
        "org.other.Twin, 5"
    })
    void whatOnlyOneRuns(String name, long pid) {
        assertThat(PidOrName.byName(name, JVMS)).isEqualTo(pid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rders", "com.acme", "shop", "", "orders"})
    void whatNoneRuns(String name) {
        assertThatThrownBy(() -> PidOrName.byName(name, JVMS)).hasMessageContaining("neither a process id nor");
    }

    @Test
    void whatSeveralRun() {
        assertThatThrownBy(() -> PidOrName.byName("Twin", JVMS)).hasMessageContaining("several JVMs run: 4, 5");
    }

    @Test
    void numbersAreProcessIds() throws Exception {
        assertThat(new PidOrName().convert("4242")).isEqualTo(4242);
        assertThatThrownBy(() -> new PidOrName().convert("99999999999999999999"))
                .hasMessageContaining("not a long");
    }

    private static ListedJvm jvm(long pid, String mainClass) {
        return new ListedJvm(
                pid,
                pid,
                "acme",
                mainClass,
                "17",
                new ListedJvm.Descriptors(1, 100),
                new ListedJvm.Sockets(0, 0, 0),
                "net:[1]");
    }
}
