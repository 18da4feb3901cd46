package dev.lastack.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Standard output or error that remembers its first failure: the writers on top of it swallow what is thrown, so a
 * command asks here, at its end, whether all that it wrote has arrived. One thread at a time.
 */
public final class StandardStream extends OutputStream {

    private final OutputStream out;
    private final String link;
    private @Nullable IOException failure;

    /** @param link in /proc, which says what kind of file it is */
    StandardStream(OutputStream out, String link) {
        this.out = out;
        this.link = link;
    }

    public static StandardStream output() {
        return new StandardStream(new FileOutputStream(FileDescriptor.out), "/proc/self/fd/1");
    }

    public static StandardStream error() {
        return new StandardStream(new FileOutputStream(FileDescriptor.err), "/proc/self/fd/2");
    }

    /** Why not all has arrived; null where all has, or where nobody reads any more ({@code | head}), which is no fault. */
    public @Nullable IOException failure() {
        return failure == null || isClosedPipe(failure) ? null : failure;
    }

    /** By the kind of the file too: the system's messages are in the user's language. */
    private boolean isClosedPipe(IOException thrown) {
        String target = Terminal.target(Path.of(link));
        return String.valueOf(thrown.getMessage()).contains("Broken pipe")
                || target.startsWith("pipe:")
                || target.startsWith("socket:");
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            }
            throw e;
        }
    }
}
