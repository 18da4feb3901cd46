package dev.lastack.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.jvms.ListedJvm;
import java.util.List;
import java.util.stream.LongStream;
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
        "org.other.Twin, 5",
        "rders, 1",
        "acme.Prices, 2",
        "shop, 3",
        "shop.j, 3",
        "other, 5",
        "com.acme/, 2"
    })
    void whatOnlyOneRuns(String name, long pid) throws Failure {
        assertThat(PidOrName.byName(name, JVMS)).isEqualTo(pid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "orders", "shopjar", "Order.", "Prices.", "com/acme"})
    void whatNoneRuns(String name) {
        assertThatThrownBy(() -> PidOrName.byName(name, JVMS)).hasMessageContaining("neither a process id nor");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Twin | 4 (com.acme.Twin), 5 (org.other.Twin)",
                "win | 4 (com.acme.Twin), 5 (org.other.Twin)",
                "com.acme | 1 (com.acme.Orders), 2 (com.acme/com.acme.Prices), 4 (com.acme.Twin)"
            })
    void whatSeveralRun(String name, String which) {
        assertThatThrownBy(() -> PidOrName.byName(name, JVMS)).hasMessageEndingWith("several JVMs run: " + which);
    }

    /** A whole name is no part of a longer one, though {@code jcmd} takes it for one. */
    @Test
    void wholeName_goesBeforeAPart() throws Failure {
        List<ListedJvm> jvms = List.of(jvm(1, "Main"), jvm(2, "com.acme.Main"), jvm(3, "MainServer"));

        assertThat(PidOrName.byName("Main", jvms)).isEqualTo(1);
        assertThat(PidOrName.byName("acme.Main", jvms)).isEqualTo(2);
        assertThat(PidOrName.byName("MainS", jvms)).isEqualTo(3);
    }

    @Test
    void veryMany_areNotAllNamed() {
        List<ListedJvm> jvms = LongStream.rangeClosed(1, 100)
                .mapToObj(pid -> jvm(pid, "Worker"))
                .toList();

        assertThatThrownBy(() -> PidOrName.byName("Worker", jvms)).hasMessageEndingWith("8 (Worker) and 92 more");
    }

    @Test
    void numbersAreProcessIds() throws Exception {
        assertThat(PidOrName.pid("4242")).isEqualTo(4242);
        assertThatThrownBy(() -> PidOrName.pid("99999999999999999999")).hasMessageContaining("is not a number");
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
