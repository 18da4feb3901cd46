package dev.lastack.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastack.cli.CommandLineRun;
import dev.lastack.cli.jvms.JvmList;
import dev.lastack.cli.jvms.JvmListText;
import dev.lastack.cli.jvms.ListedJvm;
import dev.lastack.cli.jvms.ListedJvm.Descriptors;
import dev.lastack.cli.jvms.ListedJvm.Sockets;
import dev.lastack.text.Display;
import dev.lastack.text.Paint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {

    private static final JvmList TWO = new JvmList(
            List.of(
                    new ListedJvm(
                            4242,
                            4242,
                            "shop",
                            "com.acme.orders.frontend.OrderServiceApplication",
                            "17.0.15",
                            new Descriptors(331, 1024),
                            new Sockets(12, 300, 0),
                            "net:[1]"),
                    new ListedJvm(
                            77,
                            1,
                            "1000",
                            "stock.jar",
                            "",
                            new Descriptors(9, -1),
                            new Sockets(1204, 0, 3),
                            "net:[2]")),
            Map.of("net:[1]", 1522, "net:[2]", 0),
            1);

    @TempDir
    private Path empty;

    @Test
    void table_isAligned() {
        assertThat(JvmListText.render(TWO, Display.file())).isEqualTo("""
                         PID  USER  JDK        OPEN FILES  ESTAB  CLOSE_WAIT  OWING  MAIN
                        4242  shop  17.0.15  331 of 1,024     12         300      0  com.acme.orders.frontend.OrderServiceApplication
                          77  1000  ?                   9  1,204           0      3  stock.jar (container)

                        OWING: closed here first, so each will leave a TIME_WAIT, which no process owns;
                               now there are 0 + 1,522 of those, by network namespace
                        1 java process of other users not shown (root sees all)
                        """);
    }

    @Test
    void terminal_keepsTheEndOfANameAndColoursWhatIsBad() {
        List<String> lines = JvmListText.lines(TWO.jvms(), Display.terminal(true, 80));

        assertThat(lines).allMatch(line -> Paint.width(line) <= 80);
        assertThat(lines.get(1)).contains("\u001b[31;1m300\u001b[0m").endsWith("\u2026ServiceApplication");
    }

    @Test
    void noJvm_isSaid() throws IOException {
        Files.createDirectories(empty.resolve("self"));

        assertThat(CommandLineRun.of("list", "--proc", empty.toString()))
                .isEqualTo(new CommandLineRun(0, "no JVM that you may look at\n", ""));
    }

    @Test
    void otherSystem_isOneLine() {
        assertThat(CommandLineRun.of("list", "--proc", empty.toString()))
                .isEqualTo(new CommandLineRun(2, "", "lastack: no " + empty + " to read: list works on Linux\n"));
    }

    @Test
    void json_isForPrograms() throws IOException {
        Files.createDirectories(empty.resolve("self"));

        JsonNode document = new ObjectMapper()
                .readTree(CommandLineRun.of("list", "--json", "--proc", empty.toString())
                        .out());

        assertThat(document.get("schema").asText()).isEqualTo("lastack-list/1");
        assertThat(document.get("jvms")).isEmpty();
    }
}
