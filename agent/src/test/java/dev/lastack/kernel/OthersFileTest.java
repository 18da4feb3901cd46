package dev.lastack.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever somebody puts there, it is one refusal, and soon. */
class OthersFileTest {

    private static final int MOST = 1000;

    @TempDir
    private Path root;

    private Path file;

    @BeforeEach
    void folder() throws IOException {
        file = Files.createDirectories(root.resolve("tmp/user")).resolve("4242");
    }

    @Test
    void regularFile_isRead() throws IOException {
        Files.writeString(file, "text");

        assertThat(new String(read(), StandardCharsets.UTF_8)).isEqualTo("text");
        assertThat(OthersFile.read(root, Path.of("/tmp/user/4242"), Files.getOwner(file), 4))
                .hasSize(4);
    }

    @Test
    void fifo() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();

        assertRefused();
    }

    @Test
    void linkToADevice_toAFile_toItself() throws IOException {
        for (String target : new String[] {"/dev/zero", "/etc/hosts", "4242"}) {
            Files.deleteIfExists(file);
            Files.createSymbolicLink(file, Path.of(target));

            assertRefused();
        }
    }

    @Test
    void folderThatIsALink() throws IOException {
        Files.writeString(file, "text");
        Files.move(root.resolve("tmp/user"), root.resolve("tmp/real"));
        Files.createSymbolicLink(root.resolve("tmp/user"), root.resolve("tmp/real"));

        assertRefused();
    }

    @Test
    void folderInPlaceOfAFile_andNothing() throws IOException {
        assertRefused();
        Files.createDirectory(file);
        assertRefused();
    }

    @Test
    void hugeFile() throws IOException {
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(6L << 30);
        }

        assertRefused();
    }

    @Test
    void wayOut_isRefused() throws IOException {
        Files.writeString(root.resolve("secret"), "text");
        Files.createSymbolicLink(root.resolve("tmp/up"), Path.of(".."));

        assertThatThrownBy(() -> OthersFile.read(root, Path.of("tmp/up/secret"), null, MOST))
                .isInstanceOf(IOException.class);
    }

    private byte[] read() throws IOException {
        return OthersFile.read(root, Path.of("tmp/user/4242"), null, MOST);
    }

    private void assertRefused() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> assertThatThrownBy(this::read).isInstanceOf(IOException.class));
    }
}
