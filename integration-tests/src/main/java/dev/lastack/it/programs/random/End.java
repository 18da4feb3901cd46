package dev.lastack.it.programs.random;

import java.io.IOException;

/** One end of a connection, whatever its transport. */
interface End {

    int localPort();

    /** The next byte, or -1. */
    int read() throws IOException;

    void write() throws IOException;

    void shutdownOutput() throws IOException;

    /** Makes the next close a reset. */
    void lingerZero() throws IOException;

    void close() throws IOException;
}
