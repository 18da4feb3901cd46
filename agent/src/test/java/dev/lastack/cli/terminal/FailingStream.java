package dev.lastack.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;

/** Standard streams of a test. */
public final class FailingStream {

    private FailingStream() {}

    /** One that cannot be written. */
    public static StandardStream saying(String message) {
        return into(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        });
    }

    /** One that can. */
    public static StandardStream into(OutputStream out) {
        return new StandardStream(out, "/proc/self/fd/none");
    }
}
