package dev.lastack.track;

import dev.lastack.kernel.ReadState;
import dev.lastack.kernel.TestPair;
import dev.lastack.track.close.Errno;
import dev.lastack.track.close.SimulatedTcp;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * The same events on a real connection and on the simulated one. The near end is simulated; the far end does what makes
 * the segments arrive.
 */
public final class CourseOnRealSockets {

    private final TestPair pair;
    private final StringBuilder course = new StringBuilder("opened");
    private SimulatedTcp tcp = SimulatedTcp.OPEN;
    private boolean nearShut;
    private boolean endRead;
    private boolean inputShut;
    private boolean nearSawReset;
    private boolean farShut;
    private boolean farClosed;
    private boolean farUnread;

    public CourseOnRealSockets(TestPair pair) throws IOException {
        this.pair = pair;
        pair.near.configureBlocking(false);
    }

    public SimulatedTcp simulated() {
        return tcp;
    }

    /** As the tracker would know it. */
    public ReadState input() {
        return inputShut ? ReadState.SHUT : endRead ? ReadState.ENDED : ReadState.OPEN;
    }

    public void event(int which) throws IOException {
        switch (which) {
            case 0 -> write();
            case 1 -> read();
            case 2 -> shutdownOutput();
            case 3 -> shutdownInput();
            case 4 -> lingerZero();
            case 5 -> farWrites();
            case 6 -> farReads();
            case 7 -> farHalfCloses();
            case 8 -> farCloses();
            default -> farResets();
        }
    }

    private void write() {
        if (nearShut) {
            return;
        }
        String expected = tcp.writeResult();
        tcp = tcp.errorTaken();
        expect("write", expected, this::writeResult);
        if (expected.equals("takes")) {
            tcp = farClosed ? tcp.resetSegment() : tcp;
            farUnread = true;
        }
    }

    private String writeResult() {
        try {
            return pair.near.write(ByteBuffer.allocate(1)) == 1 ? "takes" : "blocks";
        } catch (IOException e) {
            return "fails " + (Errno.of(e) == Errno.EPIPE ? SimulatedTcp.EPIPE : SimulatedTcp.ECONNRESET);
        }
    }

    private void read() {
        String expected = tcp.readResult();
        if (expected.equals("blocks") || nearSawReset) {
            return;
        }
        nearSawReset = expected.startsWith("fails");
        endRead |= expected.equals("end");
        tcp = tcp.afterRead();
        expect("read", expected, this::readResult);
    }

    private String readResult() {
        try {
            int n = pair.near.read(ByteBuffer.allocate(100));
            return n > 0 ? "data" : n == 0 ? "blocks" : "end";
        } catch (IOException e) {
            return "fails " + SimulatedTcp.ECONNRESET;
        }
    }

    private void expect(String what, String expected, Supplier<String> real) {
        course.append(", ").append(what).append(' ').append(expected);
        String got = real.get();
        if (!got.equals(expected)) {
            throw new AssertionError("the kernel's " + what + " " + got + " after: " + course);
        }
    }

    private void shutdownOutput() throws IOException {
        course.append(", shutdownOutput");
        nearShut = true;
        pair.near.shutdownOutput();
        tcp = tcp.shutdownOutput().ackOfOurFin();
    }

    private void shutdownInput() throws IOException {
        course.append(", shutdownInput");
        pair.near.shutdownInput();
        inputShut = true;
        tcp = tcp.shutdownInput();
    }

    private void lingerZero() throws IOException {
        course.append(", linger 0");
        pair.near.setOption(StandardSocketOptions.SO_LINGER, 0);
        tcp = tcp.setLingerZero();
    }

    private void farWrites() {
        if (!farShut && !farClosed) {
            course.append(", far writes");
            try {
                pair.farWrites();
                tcp = tcp.data();
            } catch (IOException e) {
                course.append(" in vain"); // we had reset it
            }
        }
    }

    private void farReads() throws IOException {
        if (farUnread && !farClosed) {
            course.append(", far reads");
            farUnread = false;
            pair.far.read(ByteBuffer.allocate(100));
        }
    }

    private void farHalfCloses() throws IOException {
        if (!farShut && !farClosed) {
            course.append(", far half-closes");
            farShut = true;
            pair.far.shutdownOutput();
            tcp = tcp.fin();
        }
    }

    private void farCloses() throws IOException {
        if (!farClosed) {
            course.append(", far closes");
            farClosed = true;
            pair.far.close();
            tcp = farUnread ? tcp.resetSegment() : tcp.fin();
        }
    }

    private void farResets() throws IOException {
        if (!farClosed) {
            course.append(", far resets");
            farClosed = true;
            pair.farResets();
            tcp = tcp.resetSegment();
        }
    }

    @Override
    public String toString() {
        return course.toString();
    }
}
