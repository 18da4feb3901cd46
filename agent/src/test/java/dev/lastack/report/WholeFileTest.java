package dev.lastack.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as a user's editor would write them. */
class WholeFileTest {

    private static final int STRANGER = 4711;

    @TempDir
    private Path folder;

    @BeforeEach
    void onlyWhereFilesHaveModes() {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("unix"));
    }

    private static void write(Path file) throws IOException {
        WholeFile.requireWritable(file);
        WholeFile.write(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
    }

    private Path old(String name, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "old");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private Path foldersOfAll() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setAttribute(open, "unix:mode", 01777);
        return open;
    }

    /** Only root can make a file another user's. */
    private static void assumeRoot() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw-rw-", "rw-------", "rwxr-x---"})
    void existingFile_keepsItsMode_andIsReplaced(String mode) throws IOException {
        Path file = old("a.txt", mode);
        Object inode = Files.getAttribute(file, "unix:ino");

        write(file);

        assertThat(file).hasContent("new");
        assertThat(mode(file)).isEqualTo(mode);
        assertThat(Files.getAttribute(file, "unix:ino")).isNotEqualTo(inode);
    }

    @Test
    void existingFile_keepsItsOwnerAndGroup() throws IOException {
        assumeRoot();
        Path file = old("a.txt", "rw-r-----");
        Files.setAttribute(file, "unix:uid", STRANGER);
        Files.setAttribute(file, "unix:gid", STRANGER);

        write(file);

        assertThat(file).hasContent("new");
        assertThat(Files.readAttributes(file, "unix:uid,gid").values()).containsOnly(STRANGER);
        assertThat(mode(file)).isEqualTo("rw-r-----");
    }

    @Test
    void fileWithAnotherName_staysOneFile() throws IOException {
        Path file = old("a.txt", "rw-r--r--");
        Path other = Files.createLink(folder.resolve("b.txt"), file);

        write(file);

        assertThat(other).hasContent("new");
    }

    @Test
    void longName_isWritten() throws IOException {
        Path file = folder.resolve("n".repeat(250) + ".txt");

        write(file);

        assertThat(file).hasContent("new");
    }

    @Test
    void linkInAFolderOfOurOwn_stays_andItsTargetIsReplacedWithItsMode() throws IOException {
        Path target = old("target.txt", "rw-r--r--");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("target.txt"));

        write(link);

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
        assertThat(mode(target)).isEqualTo("rw-r--r--");
    }

    @Test
    void linkToNothing_makesItsTarget() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), folder.resolve("target.txt"));

        write(link);

        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("target.txt")).hasContent("new");
    }

    @Test
    void linksInACircle_areRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve("a.txt"), Path.of("b.txt"));
        Files.createSymbolicLink(folder.resolve("b.txt"), Path.of("a.txt"));

        assertThatThrownBy(() -> write(folder.resolve("a.txt"))).isInstanceOf(IOException.class);
    }

    @Test
    void ownLinkInAFolderOfAll_isFollowed() throws IOException {
        Path target = old("target.txt", "rw-r--r--");
        Path link = Files.createSymbolicLink(foldersOfAll().resolve("link.txt"), target);

        write(link);

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"link.txt", "link/target.txt"})
    void linkOfAnother_inAFolderOfAll_isRefused_whereverInThePath(String path) throws IOException {
        assumeRoot();
        Path target = old("target.txt", "rw-r--r--");
        Path open = foldersOfAll();
        Path link = open.resolve(path.equals("link.txt") ? "link.txt" : "link");
        Files.createSymbolicLink(link, path.equals("link.txt") ? target : folder);
        Files.setAttribute(link, "unix:uid", STRANGER, java.nio.file.LinkOption.NOFOLLOW_LINKS);

        assertThatThrownBy(() -> write(open.resolve(path)))
                .hasMessage(link + " is a link of another user's, in a folder that others can write");
        assertThatThrownBy(() -> WholeFile.write(open.resolve(path), out -> {})).isInstanceOf(IOException.class);
        assertThat(target).hasContent("old");
    }

    @Test
    void fileOfAnother_inAFolderOfAll_isRefused() throws IOException {
        assumeRoot();
        Path file = Files.writeString(foldersOfAll().resolve("a.txt"), "old");
        Files.setAttribute(file, "unix:uid", STRANGER);

        assertThatThrownBy(() -> write(file))
                .hasMessage("it belongs to another user, in a folder that everybody can write");
        assertThat(file).hasContent("old");
    }

    @Test
    void failingContent_leavesFilesAsTheyWere() throws IOException {
        Path file = old("a.txt", "rw-r--r--");
        Path twice = old("c.txt", "rw-r--r--");
        Files.createLink(folder.resolve("d.txt"), twice);

        for (Path each : List.of(file, twice)) {
            assertThatThrownBy(() -> WholeFile.write(each, out -> {
                        out.write(1);
                        throw new IOException("half way");
                    }))
                    .hasMessage("half way");
            assertThat(each).hasContent("old");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void device_isWrittenToAndStays() throws IOException {
        write(Path.of("/dev/null"));
        assertThatThrownBy(() -> write(Path.of("/dev/full"))).hasMessageContaining("No space left");

        assertThat(Path.of("/dev/null")).exists();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
        assertThat(Files.isRegularFile(Path.of("/dev/full"))).isFalse();
    }

    @Test
    void namedPipe_isWrittenToAndStays() throws Exception {
        Path pipe = folder.resolve("pipe.txt");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                return e.toString();
            }
        });

        write(pipe);

        assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo("new");
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }
}
