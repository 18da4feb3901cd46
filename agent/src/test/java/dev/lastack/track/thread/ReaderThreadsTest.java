package dev.lastack.track.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Transport;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.stack.RawStack;
import java.io.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReaderThreadsTest {

    private static Connection connection() {
        FileDescriptor fd = new FileDescriptor();
        Connection c = new Connection(fd, fd, Transport.NIO, RawStack.unseen(), System.nanoTime());
        c.lastReadNanos = System.nanoTime();
        return c;
    }

    private static void readBy(Thread thread) throws InterruptedException {
        thread.start();
        thread.join();
    }

    @Test
    void threadIsAtWhatItReadLast() {
        ReaderThreads readers = new ReaderThreads();
        Connection before = connection();
        Connection now = connection();

        readers.read(before);
        readers.read(now);

        assertThat(readers.stillAt(before)).isFalse();
        assertThat(readers.stillAt(now)).isTrue();
        assertThat(readers.ofThisThread()).isSameAs(now);
    }

    /** As many as a server has, a thread for each connection: hardly two of them share a place. */
    @Test
    void fewOfTwoHundredThreads_areNotKnown() throws InterruptedException {
        ReaderThreads readers = new ReaderThreads();
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Connection c = connection();
            connections.add(c);
            readBy(new Thread(() -> readers.read(c)));
        }

        assertThat(connections.stream().filter(readers::stillAt).count()).isGreaterThanOrEqualTo(195);
    }

    /** Otherwise a server of virtual threads would come to hold a record in each place of the table. */
    @Test
    void endedConnection_isForgotten_andNotWhatItsThreadReadsNow() {
        ReaderThreads readers = new ReaderThreads();
        Connection ended = connection();
        readers.read(ended);
        readers.forget(ended);
        assertThat(readers.ofThisThread()).isNull();
        assertThat(readers.stillAt(ended)).isFalse();

        Connection earlier = connection();
        readers.read(earlier);
        Connection now = connection();
        readers.read(now);
        readers.forget(earlier);
        assertThat(readers.ofThisThread()).isSameAs(now);
    }
}
