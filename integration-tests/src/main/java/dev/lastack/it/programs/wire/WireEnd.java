package dev.lastack.it.programs.wire;

import java.io.IOException;

/** One end of a connection, whatever its transport. Not for several threads, but for {@link #close} beside a read. */
abstract class WireEnd {

    /** More than a receive window, less than a send buffer. */
    private static final int FILLING = 128 * 1024;

    private static final int SEND_BUFFER = 1024 * 1024;

    /** Steps that an end may meet in any state: what fails has failed for the capture to see. */
    final void take(String step) {
        try {
            switch (step) {
                case "close" -> close();
                case "shut" -> shutdownOutput();
                case "linger" -> lingerZero();
                case "write" -> write(new byte[1]);
                case "eof" -> readToEnd();
                case "fill" -> {
                    sendBuffer(SEND_BUFFER);
                    write(new byte[FILLING]);
                }
                case "blockedRead" -> readInBackground();
                default -> throw new IllegalArgumentException(step);
            }
        } catch (IOException ended) {
            // reset, or closed
        }
    }

    private void readToEnd() throws IOException {
        byte[] some = new byte[1024];
        int n;
        do {
            n = read(some);
        } while (n >= 0);
    }

    /** Returns when the read has begun, as far as that can be told. */
    void readInBackground() throws IOException {
        Thread reader = new Thread(() -> take("eof"), "blocked-reader");
        reader.setDaemon(true);
        reader.start();
        while (reader.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }
    }

    /** Waits for at least one byte, or the end. */
    abstract int read(byte[] into) throws IOException;

    abstract void write(byte[] data) throws IOException;

    abstract void sendBuffer(int bytes) throws IOException;

    abstract void shutdownOutput() throws IOException;

    abstract void lingerZero() throws IOException;

    abstract void close() throws IOException;

    /** Gives back what a close has deferred. */
    void flush() throws IOException {}
}
