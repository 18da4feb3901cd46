package dev.lastack.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastack.fixture.OrderService;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.text.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

    private static final String HEAD = "LastAck " + Version.CURRENT + "  OrderService (pid 4242";

    @TempDir
    private Path folder;

    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    @BeforeEach
    void catchStandardError() {
        System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restoreStandardError() {
        System.setErr(standardError);
    }

    private String write(String... reports) {
        new ReportWriter(List.of(reports), 4242).write(OrderService.healthy(), List.of());
        return error.toString(StandardCharsets.UTF_8);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private List<String> filesIn(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void dash_isTextOnStandardError() {
        assertThat(write("-")).startsWith(HEAD);
    }

    @Test
    void ending_picksTheFormat() throws IOException {
        assertThat(write(file("a.txt"), file("a.json"), file("B.JSON"))).isEmpty();

        assertThat(folder.resolve("a.txt")).content().startsWith(HEAD);
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("a.json").toFile())
                        .at("/jvm/pid")
                        .asLong())
                .isEqualTo(4242);
        assertThat(folder.resolve("B.JSON")).content().startsWith("{");
    }

    @Test
    void percentP_isThePid() throws IOException {
        write(file("report-%p.txt"));

        assertThat(filesIn(folder)).containsExactly("report-4242.txt");
    }

    @Test
    void oldReport_isReplacedAndNothingElseIsLeft() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "old");

        write(file("a.txt"));

        assertThat(filesIn(folder)).containsExactly("a.txt");
        assertThat(folder.resolve("a.txt")).content().startsWith(HEAD);
    }

    @Test
    void newReport_hasTheModeOfAnyNewFile() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path any = Files.createFile(folder.resolve("any"));

        write(file("a.json"));

        assertThat(Files.getPosixFilePermissions(folder.resolve("a.json")))
                .isEqualTo(Files.getPosixFilePermissions(any));
    }

    @Test
    void missingFolder_isOneLineAndTheOtherReportsAreWritten() {
        String said = write(file("none/a.txt"), file("b.txt"), "-");

        assertThat(said)
                .startsWith("lastack: cannot write report " + file("none/a.txt") + ": the folder " + file("none")
                        + " does not exist\n" + HEAD);
        assertThat(folder.resolve("b.txt")).exists();
    }

    @Test
    void unknownEnding_isOneLine() {
        assertThat(write(file("a.xml")))
                .isEqualTo("lastack: cannot write report " + file("a.xml")
                        + ": its name must end in .txt, .json, .sarif, .junit.xml, .md or .html\n");
    }

    @Test
    void impossibleName_isOneLine() {
        assertThat(write("a\0.txt"))
                .startsWith("lastack: cannot write report a")
                .hasLineCount(1);
    }

    @Test
    void folderInPlaceOfTheFile_isOneLineAndStays() throws IOException {
        Files.createDirectory(folder.resolve("a.txt"));

        assertThat(write(file("a.txt")))
                .isEqualTo("lastack: cannot write report " + file("a.txt") + ": it is not a plain file\n");
        assertThat(folder.resolve("a.txt")).isDirectory();
        assertThat(filesIn(folder)).containsExactly("a.txt");
    }

    @Test
    void link_isFollowed() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Files.writeString(real.resolve("r.txt"), "old");
        Files.createSymbolicLink(folder.resolve("a.txt"), real.resolve("r.txt"));

        assertThat(write(file("a.txt"))).isEmpty();

        assertThat(folder.resolve("a.txt")).isSymbolicLink();
        assertThat(real.resolve("r.txt")).content().startsWith(HEAD);
    }

    @Test
    void failureWhileWriting_leavesTheOldFileAndNoTemporaryOne() throws IOException {
        Files.writeString(folder.resolve("a.json"), "old");
        Snapshot healthy = OrderService.healthy();
        Snapshot broken = new Snapshot(
                healthy.takenAt(), null, healthy.observation(), healthy.codePaths(), healthy.hostNetwork());

        new ReportWriter(List.of(file("a.json")), 1).write(broken, List.of());

        assertThat(error.toString(StandardCharsets.UTF_8))
                .startsWith("lastack: cannot write report " + file("a.json") + ": java.lang.NullPointerException")
                .hasLineCount(1);
        assertThat(folder.resolve("a.json")).hasContent("old");
        assertThat(filesIn(folder)).containsExactly("a.json");
    }

    @Test
    void interruptedThread_writesAllTheSame() {
        Thread.currentThread().interrupt();
        try {
            assertThat(write(file("a.json"))).isEmpty();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder.resolve("a.json")).isNotEmptyFile();
    }
}
