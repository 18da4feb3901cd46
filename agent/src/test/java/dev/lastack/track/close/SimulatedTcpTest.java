package dev.lastack.track.close;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.kernel.Linger;
import dev.lastack.kernel.LinuxSocketProbe;
import dev.lastack.kernel.TestPair;
import dev.lastack.track.CourseOnRealSockets;
import java.io.IOException;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The simulation that {@link CloseOrderExhaustiveTest} trusts, held against the kernel of this host. */
class SimulatedTcpTest {

    private static final int COURSES = 500;
    private static final int EVENTS = 7;

    private final LinuxSocketProbe probe = new LinuxSocketProbe();

    @Test
    void simulation_answersAsTheKernelAfterRandomCourses() throws IOException {
        for (int seed = 0; seed < COURSES; seed++) {
            try (TestPair pair = new TestPair()) {
                CourseOnRealSockets course = new CourseOnRealSockets(pair);
                Random random = new Random(seed);
                boolean onlyCloseFollows = false;
                for (int i = 0; i < EVENTS; i++) {
                    course.event(random.nextInt(10));
                    agree(pair, course);
                    onlyCloseFollows |= Set.of(TcpStateNumbers.FIN_WAIT2, TcpStateNumbers.CLOSE)
                            .contains(course.simulated().state());
                }
                agreeAtClose(pair, course, onlyCloseFollows);
            }
        }
    }

    private void agree(TestPair pair, CourseOnRealSockets course) {
        SimulatedTcp tcp = course.simulated();
        TestPair.await(() -> probe.tcpState(pair.fd()) == tcp.state());
        assertThat(probe.tcpState(pair.fd())).as(course.toString()).isEqualTo(tcp.state());
        TestPair.await(() -> (probe.unreadBytes(pair.fd()) > 0) == tcp.unread());
        assertThat(probe.unreadBytes(pair.fd()) > 0).as("unread: " + course).isEqualTo(tcp.unread());
    }

    private void agreeAtClose(TestPair pair, CourseOnRealSockets course, boolean onlyCloseFollows) {
        SimulatedTcp tcp = course.simulated();
        assertThat(probe.atClose(pair.fd(), course.input(), Linger.UNKNOWN, onlyCloseFollows))
                .as(course.toString())
                .isEqualTo(tcp.atClose());
        assertThat(probe.atClose(pair.fd(), course.input(), Linger.UNKNOWN, onlyCloseFollows))
                .as("again: " + course)
                .isEqualTo(tcp.afterAtClose().atClose());
    }
}
