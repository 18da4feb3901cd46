package dev.lastack.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lastack.attach.TargetException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM whose user owns its /tmp may say anything, and put anything there. */
@Timeout(60)
class HeapOfTargetTest {

    private static final String HEAP = "JAVA PROFILE 1.0.2";
    private static final String WRITTEN =
            "0\nDumping heap to /tmp/x ...\nHeap dump file created [18 bytes in 0.1 secs]\n";
    private static final long NOBODY = 65_534;

    @TempDir
    private Path folder;

    private static void write(Path dump) throws IOException {
        Files.writeString(dump, HEAP, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    @Test
    void wholeDump_isOpen_andHasNoNameAnyMore() throws Exception {
        try (FakeHotSpot jvm = FakeHotSpot.in(folder, dump -> {
                    write(dump);
                    return WRITTEN;
                });
                FileChannel heap = HeapOfTarget.dump(jvm.process())) {
            ByteBuffer content = ByteBuffer.allocate(HEAP.length());
            heap.read(content, 0);

            assertThat(new String(content.array(), StandardCharsets.US_ASCII)).isEqualTo(HEAP);
            assertThat(jvm.left()).isEmpty();
        }
    }

    /** Its result is 0 all the same: what it says is all there is. */
    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "File too large", "Permission denied", ""})
    void partOfADump_isNoDump_andIsRemoved(String reason) throws Exception {
        try (FakeHotSpot jvm = FakeHotSpot.in(folder, dump -> {
            write(dump);
            return "0\nDumping heap to " + dump + " ...\n" + reason + "\n";
        })) {
            assertThatThrownBy(() -> HeapOfTarget.dump(jvm.process()))
                    .isInstanceOfSatisfying(
                            TargetException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_ATTACHABLE))
                    .hasMessage("4242 did not write its heap: " + (reason.isEmpty() ? "no answer" : reason));
            assertThat(jvm.left()).isEmpty();
        }
    }

    @Test
    void linkInItsPlace_isNotFollowed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "the host's");
        try (FakeHotSpot jvm = FakeHotSpot.in(folder, dump -> {
            Files.createSymbolicLink(dump, secret);
            return WRITTEN;
        })) {
            assertThatThrownBy(() -> HeapOfTarget.dump(jvm.process()))
                    .hasMessageContaining("another file is in its place");
            assertThat(jvm.left()).isEmpty();
        }
        assertThat(secret).hasContent("the host's");
    }

    @Test
    void fileOfAnotherUser_isNotRead() throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        try (FakeHotSpot jvm = FakeHotSpot.in(folder, dump -> {
            write(dump);
            Files.setAttribute(dump, "unix:uid", (int) NOBODY);
            return WRITTEN;
        })) {
            assertThatThrownBy(() -> HeapOfTarget.dump(jvm.process()))
                    .hasMessageContaining("another file is in its place");
            assertThat(jvm.left()).isEmpty();
        }
    }

    @Test
    void folderInItsPlace_isNotRead() throws Exception {
        try (FakeHotSpot jvm = FakeHotSpot.in(folder, dump -> {
            Files.createDirectory(dump);
            return WRITTEN;
        })) {
            assertThatThrownBy(() -> HeapOfTarget.dump(jvm.process()))
                    .hasMessageContaining("another file is in its place");
        }
    }

    @Test
    void nothingInItsPlace_isSaid() throws Exception {
        try (FakeHotSpot jvm = FakeHotSpot.in(folder, dump -> WRITTEN)) {
            assertThatThrownBy(() -> HeapOfTarget.dump(jvm.process()))
                    .hasMessageStartingWith("cannot read the heap dump of 4242: ");
        }
    }

    @Test
    void linkInPlaceOfItsTmp_isNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path root = Files.createDirectories(folder.resolve("4242").resolve("root"));
        Files.createSymbolicLink(root.resolve("tmp"), elsewhere);

        assertThatThrownBy(() -> HeapOfTarget.dump(new TargetProcess(4242, folder)))
                .hasMessageStartingWith("4242 has no /tmp that can be looked into: ");
        assertThat(elsewhere).isEmptyDirectory();
    }

    /** As by Ctrl-C: it writes to its end, to what has no name any more. */
    @Test
    void closedWhileItIsWritten_leavesNothing() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (FakeHotSpot jvm = FakeHotSpot.in(folder, dump -> {
            write(dump);
            write(dump.resolveSibling(dump.getFileName() + ".p0")); // JDK 21 and later
            begun.countDown();
            mayEnd.await();
            return WRITTEN;
        })) {
            HeapOfTarget heap = HeapOfTarget.of(jvm.process());
            CompletableFuture<FileChannel> written = inBackground(heap);
            begun.await();
            assertThat(jvm.left()).hasSize(2);
            Thread closing = new Thread(heap::close);
            closing.start();
            while (!jvm.left().isEmpty()) {
                Thread.onSpinWait();
            }
            mayEnd.countDown();
            closing.join();

            assertThatThrownBy(() -> written.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(Exception.class);
            assertThat(jvm.left()).isEmpty();
        }
    }

    /** A JVM that is asked while it is busy begins later, and finds its file's name taken. */
    @Test
    void closedBeforeItIsBegun_keepsItFromBeginning() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayBegin = new CountDownLatch(1);
        try (FakeHotSpot jvm = FakeHotSpot.in(folder, dump -> {
            asked.countDown();
            mayBegin.await();
            try {
                write(dump);
                return WRITTEN;
            } catch (FileAlreadyExistsException e) {
                return "0\nDumping heap to " + dump + " ...\nUnable to create " + dump + ": File exists\n";
            }
        })) {
            HeapOfTarget heap = HeapOfTarget.of(jvm.process());
            CompletableFuture<FileChannel> written = inBackground(heap);
            asked.await();
            Thread closing = new Thread(heap::close);
            closing.start();
            while (jvm.left().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(jvm.left())
                    .singleElement()
                    .satisfies(inItsWay -> assertThat(Files.size(inItsWay)).isZero());
            mayBegin.countDown();
            closing.join();

            assertThatThrownBy(() -> written.get(1, TimeUnit.MINUTES))
                    .hasMessageContaining("did not write its heap: Unable to create");
            assertThat(jvm.left()).isEmpty();
        }
    }

    private static CompletableFuture<FileChannel> inBackground(HeapOfTarget heap) {
        CompletableFuture<FileChannel> written = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                written.complete(heap.written());
            } catch (Exception e) {
                written.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return written;
    }
}
