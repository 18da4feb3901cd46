package dev.lastack.it.programs.random;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * How the two ends part: {@code first} acts, and only when the kernel shows that this has arrived does {@code second}
 * act. So it is certain who was first.
 */
enum CloseSequence {
    /** The second end never reads, it just closes. */
    CLOSE("local", "remote") {
        @Override
        void second(End end) throws IOException {
            end.close();
        }
    },
    /** The second end reads the end of the stream before it closes. */
    CLOSE_AND_READ("local", "remote") {
        @Override
        void second(End end) throws IOException {
            expectEof(end.read());
            end.close();
        }
    },
    /** Half a close first; the whole one when the other end is long gone. */
    SHUTDOWN_OUTPUT("local", "remote") {
        @Override
        void first(End end) throws IOException {
            end.shutdownOutput();
        }

        @Override
        void second(End end) throws IOException {
            end.close();
        }

        @Override
        void third(End end) throws IOException {
            end.close();
        }
    },
    /** Both ends close by halves. */
    SHUTDOWN_BOTH("local", "remote") {
        @Override
        void first(End end) throws IOException {
            end.shutdownOutput();
        }

        @Override
        void second(End end) throws IOException {
            expectEof(end.read());
            end.shutdownOutput();
            end.close();
        }

        @Override
        void third(End end) throws IOException {
            expectEof(end.read());
            end.close();
        }
    },
    /** Both halves of the first end at once. */
    SHUTDOWN_AND_CLOSE("local", "remote") {
        @Override
        void first(End end) throws IOException {
            end.shutdownOutput();
            end.close();
        }

        @Override
        void second(End end) throws IOException {
            end.close();
        }
    },
    /** A reset by SO_LINGER 0 that the second end notices only when it closes. */
    LINGER_ZERO("resetByLocal", "resetByRemote") {
        @Override
        void first(End end) throws IOException {
            end.lingerZero();
            end.close();
        }

        @Override
        void second(End end) throws IOException {
            end.close();
        }
    },
    /** A reset that the second end reads. */
    LINGER_ZERO_AND_READ("resetByLocal", "resetByRemote") {
        @Override
        void first(End end) throws IOException {
            end.lingerZero();
            end.close();
        }

        @Override
        void second(End end) throws IOException {
            expectFailure(end::read);
            end.close();
        }
    },
    /** A reset because a channel was closed with data unread. */
    UNREAD_DATA_IN_CHANNEL("resetByLocal", "resetByRemote") {
        @Override
        void second(End end) throws IOException {
            end.close();
        }
    },
    /**
     * The same in a Socket, which sends its FIN before the reset: for the far end the remote was first by FIN or by
     * reset, both are true.
     */
    UNREAD_DATA_IN_SOCKET("resetByLocal", "remote|resetByRemote") {
        @Override
        void second(End end) throws IOException {
            end.close();
        }
    },
    /** The second end writes to what is closed: the first write is answered by a reset, the second one fails. */
    WRITE_AFTER_CLOSE("local", "remote") {
        @Override
        void second(End end) throws IOException {
            end.write();
        }

        @Override
        void afterSecond(End end) throws IOException {
            expectFailure(end::write);
            end.close();
        }
    };

    private static final Set<CloseSequence> UNREAD = EnumSet.of(UNREAD_DATA_IN_CHANNEL, UNREAD_DATA_IN_SOCKET);
    private static final Set<CloseSequence> RESETTING =
            EnumSet.of(LINGER_ZERO, LINGER_ZERO_AND_READ, UNREAD_DATA_IN_CHANNEL, UNREAD_DATA_IN_SOCKET);

    private final String ofFirst;
    private final String ofSecond;

    CloseSequence(String ofFirst, String ofSecond) {
        this.ofFirst = ofFirst;
        this.ofSecond = ofSecond;
    }

    /** First closer, in the report's words, as the end that acts first must have it. */
    String ofFirst() {
        return ofFirst;
    }

    /** As the other end must have it; {@code |} between words that are equally true. */
    String ofSecond() {
        return ofSecond;
    }

    boolean isPossibleFor(SocketApi transportOfFirst) {
        return switch (this) {
            case LINGER_ZERO, LINGER_ZERO_AND_READ -> transportOfFirst != SocketApi.AIO;
            case UNREAD_DATA_IN_CHANNEL -> transportOfFirst != SocketApi.SOCKET;
            case UNREAD_DATA_IN_SOCKET -> transportOfFirst == SocketApi.SOCKET;
            default -> true;
        };
    }

    /** Then the second end's connection is gone from the kernel's table as soon as it learns of it. */
    boolean resets() {
        return RESETTING.contains(this);
    }

    boolean needsUnreadData() {
        return UNREAD.contains(this);
    }

    void first(End end) throws IOException {
        end.close();
    }

    abstract void second(End end) throws IOException;

    /** The second end again, when the kernel has nothing of the connection any more. */
    void afterSecond(End end) throws IOException {}

    /** The first end again, when the second is through. */
    void third(End end) throws IOException {}

    private static void expectEof(int read) {
        if (read != -1) {
            throw new IllegalStateException("read " + read + " instead of end of stream");
        }
    }

    private static void expectFailure(Action action) {
        try {
            action.run();
        } catch (IOException expected) {
            return;
        }
        throw new IllegalStateException("the connection was reset, and nothing failed");
    }

    private interface Action {
        void run() throws IOException;
    }
}
