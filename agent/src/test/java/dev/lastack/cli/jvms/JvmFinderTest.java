package dev.lastack.cli.jvms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.lastack.cli.jvms.ListedJvm.Descriptors;
import dev.lastack.cli.jvms.ListedJvm.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JvmFinderTest {

    private static final long NOBODY = -1;

    @TempDir
    private Path folder;

    private FakeProc proc;

    @BeforeEach
    void emptyProc() throws IOException {
        proc = new FakeProc(folder);
    }

    private List<ListedJvm> find() throws IOException {
        return JvmFinder.find(proc.path(), NOBODY).jvms();
    }

    @Test
    void jvm_isWhatHasMappedHotSpot_whateverItIsCalled() throws IOException {
        proc.jvm(10, "/usr/sbin/jsvc", "-home", "/opt/jdk");
        proc.process(11, "java", "-jar", "not-really.jar");

        assertThat(find()).extracting(ListedJvm::pid, ListedJvm::mainClass).containsExactly(tuple(10L, "jsvc"));
    }

    @Test
    void own_isLeftOut() throws IOException {
        proc.jvm(10, "java", "A");
        proc.jvm(11, "java", "B");

        assertThat(JvmFinder.find(proc.path(), 11).jvms())
                .extracting(ListedJvm::pid)
                .containsExactly(10L);
    }

    /** With -XX:-UsePerfData there is nothing else to go by. */
    @ParameterizedTest
    @CsvSource({
        "java com.acme.Main argument, com.acme.Main",
        "/opt/jdk/bin/java -XX:-UsePerfData -Xmx1g -cp /a:/b com.acme.Main --port 1, com.acme.Main",
        "java --class-path /a -Dx=y --add-opens java.base/java.io=ALL-UNNAMED com.acme.Main, com.acme.Main",
        "java -Xmx1g -jar /srv/app/orders.jar -cp x, orders.jar",
        "java -p mods -m com.acme/com.acme.Main, com.acme/com.acme.Main",
        "java @options com.acme.Main, com.acme.Main",
        "java -version, java"
    })
    void mainClass_isReadFromTheCommandLine(String command, String mainClass) throws IOException {
        proc.jvm(10, command.split(" "));

        assertThat(find()).extracting(ListedJvm::mainClass).containsExactly(mainClass);
    }

    @Test
    void version_isReadFromTheReleaseFile_ofTheProcessesOwnRoot() throws IOException {
        Path jvm = proc.jvm(10, "java", "A");
        FakeProc.write(jvm, "root/opt/jdk/release", "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"21.0.3\"\n");
        proc.jvm(11, "java", "A");

        assertThat(find()).extracting(ListedJvm::javaVersion).containsExactly("21.0.3", "");
    }

    /** This JVM keeps one. */
    @Test
    void performanceData_isReadWhereItIs() throws IOException {
        Path own = ownPerformanceData();
        Path jvm = proc.jvm(10, "java", "A");
        FakeProc.write(jvm, "status", "NSpid:\t10\t7\n");
        Path copy = jvm.resolve("root/tmp/hsperfdata_acme/7");
        Files.createDirectories(copy.getParent());
        Files.copy(own, copy);

        assertThat(find()).singleElement().satisfies(found -> {
            assertThat(found.pidInContainer()).isEqualTo(7);
            assertThat(found.javaVersion()).isEqualTo(System.getProperty("java.version"));
            assertThat(System.getProperty("sun.java.command")).contains(found.mainClass());
            assertThat(found.mainClass()).isNotEqualTo("A").isNotEmpty();
        });
    }

    /** HotSpot joins the words by spaces. */
    @ParameterizedTest
    @CsvSource({
        "java;-jar;/srv/my shop/shop 2.jar;--port;1, /srv/my shop/shop 2.jar --port 1, shop 2.jar",
        "java;-jar;/srv/my shop/shop 2.jar, /srv/my shop/shop 2.jar, shop 2.jar",
        "java;com.acme.Main;a b;c, com.acme.Main a b c, com.acme.Main",
        "java;-Da=com.acme;com.acme.Main;com, com.acme.Main com, com.acme.Main",
        "java;@options, /srv/shop.jar --port 1, shop.jar"
    })
    void spacesInTheName_areItsOwn(String given, String command, String name) throws IOException {
        Path jvm = proc.jvm(10, given.split(";"));
        Path file =
                Files.createDirectories(jvm.resolve("root/tmp/hsperfdata_acme")).resolve("10");
        Files.write(file, performanceData("sun.rt.javaCommand", command));

        assertThat(find()).extracting(ListedJvm::mainClass).containsExactly(name);
    }

    /** With this one text. */
    private static byte[] performanceData(String name, String text) {
        byte[] entry = (name + "\0" + text + "\0").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(32 + 20 + entry.length)
                .put(new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xC0, (byte) 0xC0, 1, 2, 0, 1})
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(24, 32)
                .putInt(28, 1)
                .position(32)
                .putInt(20 + entry.length)
                .putInt(20)
                .putInt(text.length())
                .put(new byte[] {'B', 0, 0, 0})
                .putInt(20 + name.length() + 1)
                .put(entry)
                .array();
    }

    private static Path ownPerformanceData() throws IOException {
        String pid = Long.toString(ProcessHandle.current().pid());
        try (var folders = Files.newDirectoryStream(Path.of("/tmp"), "hsperfdata_*")) {
            for (Path folder : folders) {
                if (Files.isReadable(folder.resolve(pid))) {
                    return folder.resolve(pid);
                }
            }
        }
        return Assumptions.abort("no performance data of this JVM");
    }

    @Test
    void brokenPerformanceData_isPassedOver() throws IOException {
        Path jvm = proc.jvm(10, "java", "A");
        FakeProc.write(jvm, "root/tmp/hsperfdata_acme/10", "nonsense, and longer than the prologue of a real one");

        assertThat(find()).extracting(ListedJvm::mainClass).containsExactly("A");
    }

    /** Whoever can write to a /tmp can put anything there. */
    @ParameterizedTest
    @ValueSource(strings = {"mkfifo %s", "ln -s /dev/zero %s", "truncate -s 6G %s", "mkdir %s"})
    void hostilePerformanceData_isPassedOver(String command) throws Exception {
        Path jvm = proc.jvm(10, "java", "A");
        Path file =
                Files.createDirectories(jvm.resolve("root/tmp/hsperfdata_acme")).resolve("10");
        assertThat(new ProcessBuilder(command.replace("%s", file.toString()).split(" "))
                        .start()
                        .waitFor())
                .isZero();

        assertTimeoutPreemptively(
                Duration.ofMinutes(4),
                () -> assertThat(find()).extracting(ListedJvm::mainClass).containsExactly("A"));
    }

    /** Entries that overlap, and a text without an end in each. */
    @Test
    void forgedPerformanceData_isReadOnce() throws IOException {
        Path jvm = proc.jvm(10, "java", "A");
        ByteBuffer forged = ByteBuffer.allocate(4 << 20).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.fill(forged.array(), (byte) 'x');
        forged.put(0, new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xC0, (byte) 0xC0, 1, 2, 0, 1});
        forged.putInt(24, 32).putInt(28, Integer.MAX_VALUE);
        for (int entry = 32; entry + 20 <= forged.capacity(); entry += 20) {
            forged.putInt(entry, 20).putInt(entry + 4, 16).putInt(entry + 8, 1).put(entry + 12, (byte) 'B');
            forged.putInt(entry + 16, 0x78);
        }
        Path file =
                Files.createDirectories(jvm.resolve("root/tmp/hsperfdata_acme")).resolve("10");
        Files.write(file, forged.array());

        assertTimeoutPreemptively(
                Duration.ofMinutes(4),
                () -> assertThat(find()).extracting(ListedJvm::mainClass).containsExactly("A"));
    }

    @Test
    void sockets_areThoseItHolds_byState() throws IOException {
        proc.jvm(10, "java", "A");
        proc.descriptors(
                10,
                "/dev/null",
                "socket:[1]",
                "socket:[2]",
                "socket:[3]",
                "socket:[4]",
                "socket:[5]",
                "socket:[6]",
                "socket:[7]",
                "socket:[99]",
                "anon_inode:[eventpoll]");
        proc.table(10, "tcp", List.of("01 1", "08 2", "08 3", "04 4", "08 50", "06 0", "06 0"));
        proc.table(10, "tcp6", List.of("05 5", "0B 6", "0A 7", "01 51"));

        JvmList list = JvmFinder.find(proc.path(), NOBODY);

        assertThat(list.jvms()).singleElement().satisfies(jvm -> {
            assertThat(jvm.sockets()).isEqualTo(new Sockets(1, 2, 3));
            assertThat(jvm.descriptors()).isEqualTo(new Descriptors(10, 1024));
        });
        assertThat(list.timeWaits()).isEqualTo(Map.of("net:[1]", 2));
    }

    /** The second one's own view of the same tables is never opened. */
    @Test
    void namespace_isScannedOnce() throws IOException {
        for (int pid : List.of(10, 11)) {
            proc.jvm(pid, "java", "A");
            proc.descriptors(pid, "socket:[" + pid + "]");
        }
        proc.table(10, "tcp", List.of("08 10", "08 11", "08 12"));
        proc.table(11, "tcp", List.of("08 10", "08 11", "08 12"));
        SocketTables tables = new SocketTables();

        assertThat(tables.of(new ProcessFolder(folder.resolve("10"))))
                .isSameAs(tables.of(new ProcessFolder(folder.resolve("11"))));
        assertThat(find()).extracting(jvm -> jvm.sockets().closeWait()).containsExactly(1, 1);
    }

    @Test
    void worstComesFirst() throws IOException {
        for (int pid : List.of(10, 11, 12)) {
            proc.jvm(pid, "java", "A");
        }
        proc.descriptors(11, "socket:[1]", "socket:[2]");
        proc.descriptors(12, "socket:[3]");
        for (int pid : List.of(10, 11, 12)) {
            proc.table(pid, "tcp", List.of("08 1", "08 2", "08 3"));
        }

        assertThat(find()).extracting(ListedJvm::pid).containsExactly(11L, 12L, 10L);
    }

    @Test
    void processThatEnds_isSkipped() throws IOException {
        proc.jvm(10, "java", "A");
        Files.delete(folder.resolve("10/ns/net"));
        Files.createDirectories(folder.resolve("12"));

        assertThat(find()).isEmpty();
    }

    @Test
    void noLimit_isNone() throws IOException {
        Path jvm = proc.jvm(10, "java", "A");
        FakeProc.write(
                jvm, "limits", "Max open files            unlimited            unlimited            files     \n");

        assertThat(find()).extracting(found -> found.descriptors().limit()).containsExactly(-1L);
    }
}
