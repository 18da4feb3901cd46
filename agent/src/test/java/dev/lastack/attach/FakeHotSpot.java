package dev.lastack.attach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a JVM shows of itself in /proc, and the socket in its /tmp: it does with a question what the test wants. */
final class FakeHotSpot implements AutoCloseable {

    private static final long PID = 4242;
    private static final int WORDS = 5;

    private final Path proc;
    private final ServerSocketChannel listener;

    private FakeHotSpot(Path proc, ServerSocketChannel listener) {
        this.proc = proc;
        this.listener = listener;
    }

    /** Writes what it is asked to write. */
    @FunctionalInterface
    interface Writer {
        /** Returns what it says then. */
        String write(Path dump) throws IOException, InterruptedException;
    }

    static FakeHotSpot in(Path proc, Writer writer) throws IOException {
        Path tmp = Files.createDirectories(
                proc.resolve(Long.toString(PID)).resolve("root").resolve("tmp"));
        Files.writeString(tmp.getParent().resolveSibling("status"), "State:\tS (sleeping)\nNSpid:\t" + PID + "\n");
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(tmp.resolve(".java_pid" + PID)));
        FakeHotSpot jvm = new FakeHotSpot(proc, listener);
        Thread thread = new Thread(() -> jvm.answer(writer), "fake-hotspot");
        thread.setDaemon(true);
        thread.start();
        return jvm;
    }

    TargetProcess process() {
        return new TargetProcess(PID, proc);
    }

    Path tmp() {
        return proc.resolve(Long.toString(PID)).resolve("root").resolve("tmp");
    }

    /** What is in its /tmp besides its socket. */
    List<Path> left() {
        try (Stream<Path> files = Files.list(tmp())) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".java_pid"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(Writer writer) {
        try (SocketChannel asked = listener.accept()) {
            Path dump = tmp().getParent().resolve(file(asked).substring(1));
            ByteBuffer answer = ByteBuffer.wrap(writer.write(dump).getBytes(StandardCharsets.UTF_8));
            while (answer.hasRemaining()) {
                asked.write(answer);
            }
        } catch (IOException e) {
            // the asker is gone, or the test is over
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Protocol, command, file and two options, each ended by a zero. */
    private static String file(SocketChannel asked) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(1024);
        String words = "";
        while (words.chars().filter(character -> character == 0).count() < WORDS && asked.read(request) >= 0) {
            words = new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
        }
        return words.split("\0", -1)[2];
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
