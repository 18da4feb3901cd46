package dev.lastack.kernel;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;

/**
 * The process's standard error, not by way of {@link System#err}: whoever waits there for a reader holds the stream's
 * lock, and the application would wait too. Bytes are written only when the kernel has room for them, so that waiting is
 * ours and can be given up. Any thread; one at a time is the caller's business.
 */
public final class StandardError extends OutputStream {

    /** Linux's PIPE_BUF: where poll finds room in a pipe, as much can be written without waiting. */
    private static final int PIECE = 4_096;

    private static final int NAP_MILLIS = 10;

    private final FileDescriptor descriptor;
    private @Nullable FileOutputStream out;
    private volatile boolean closed;

    public StandardError() {
        this(FileDescriptor.err);
    }

    StandardError(FileDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** For text, in the encoding that {@link System#err} has. */
    public PrintStream forText() {
        return new PrintStream(this, false, encoding());
    }

    /** The property is {@code stderr.encoding} from JDK 19 on. */
    private static Charset encoding() {
        String name = System.getProperty("stderr.encoding", System.getProperty("sun.stderr.encoding"));
        try {
            return name == null ? Charset.defaultCharset() : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return Charset.defaultCharset();
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Waits for room as long as it takes, or until {@link #close}. */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int piece = Math.min(PIECE, length - done);
            while (!hasRoom()) {
                nap();
            }
            stream().write(bytes, offset + done, piece);
            done += piece;
        }
    }

    /** A short text, if there is room for it within the time; else not at all. Never throws. */
    public void say(String line, int withinMillis) {
        try {
            byte[] bytes = (line + System.lineSeparator()).getBytes(encoding());
            long until = System.nanoTime() + withinMillis * 1_000_000L;
            while (!hasRoom()) {
                if (System.nanoTime() - until > 0) {
                    return;
                }
                nap();
            }
            stream().write(bytes, 0, Math.min(PIECE, bytes.length));
        } catch (IOException e) {
            // there is nobody else to tell
        }
    }

    private boolean hasRoom() throws IOException {
        if (closed) {
            throw new IOException("given up");
        }
        return LastAckKernel.poll(descriptor, LastAckKernel.POLLOUT) != 0;
    }

    private static void nap() throws InterruptedIOException {
        try {
            Thread.sleep(NAP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** Not before it is needed: the descriptor keeps each for ever. */
    private synchronized FileOutputStream stream() {
        FileOutputStream present = out;
        if (present == null) {
            present = new FileOutputStream(descriptor);
            out = present;
        }
        return present;
    }

    /** Ends all waiting; the process's standard error stays open. */
    @Override
    public void close() {
        closed = true;
    }
}
