package dev.lastack.jfr;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Sites;
import dev.lastack.found.NewFindings;
import dev.lastack.metrics.Reading;
import dev.lastack.metrics.ReadingFixtures;
import dev.lastack.snapshot.EndedConnection;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** With the recorder of this JVM. */
@ResourceLock("flight recorder")
class FlightRecorderEventsTest {

    /** Of the recorder's clock, whose ticks are made wall time. */
    private static final Duration TOLERANCE = Duration.ofMillis(50);

    private static final Reading LEAKING = ReadingFixtures.of(
            client().open(2, connection().remoteClosed(90_000)).open(connection()));

    @TempDir
    private Path folder;

    private final NewFindings findings = new NewFindings(() -> LEAKING, () -> LEAKING);
    private final Recording recording = new Recording();
    private FlightRecorderEvents events;

    @AfterEach
    void stop() {
        recording.close();
        if (events != null) {
            events.close();
        }
        findings.stop();
    }

    private void record(Map<String, String> settings) {
        recording.setSettings(settings);
        recording.start();
        events = FlightRecorderEvents.begin(() -> LEAKING, findings);
    }

    private List<RecordedEvent> recorded(String name) throws IOException {
        Path file = folder.resolve("recording.jfr");
        if (recording.getState() == RecordingState.RUNNING) {
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("lastack." + name))
                .toList();
    }

    /** Opened, closed by the remote and then by the program so many milliseconds ago. */
    private static EndedConnection ended(long openedAgo, long remoteClosedAgo, long closedAgo) {
        long now = System.nanoTime();
        return new EndedConnection(
                "p1",
                Role.CLIENT,
                Transport.SOCKET,
                "10.0.0.5:8443",
                remoteClosedAgo == 0 ? FirstCloser.LOCAL : FirstCloser.REMOTE,
                false,
                now - openedAgo * 1_000_000,
                remoteClosedAgo == 0 ? 0 : now - remoteClosedAgo * 1_000_000,
                now - closedAgo * 1_000_000,
                now - closedAgo * 1_000_000,
                false,
                remoteClosedAgo == 0,
                Sites.app("com.acme.orders.PriceClient.fetch", 87),
                Sites.app("com.acme.orders.PriceClient.close", 99),
                "worker-1",
                "sweeper");
    }

    @Test
    void connectionsEnd_hasItsOwnTime_notThatOfTheTelling() throws Exception {
        record(Map.of("lastack.ConnectionEnd#enabled", "true", "lastack.RemoteClosed#enabled", "true"));
        Instant before = Instant.now();
        assertThat(events.wants()).isTrue();

        events.ended(ended(60_000, 40_000, 10_000));
        events.ended(ended(500, 0, 100));

        Instant after = Instant.now();
        List<RecordedEvent> ends = recorded("ConnectionEnd");
        assertThat(ends).hasSize(2);
        RecordedEvent late = ends.get(0);
        assertThat(late.getDuration()).isCloseTo(Duration.ofSeconds(50), TOLERANCE);
        assertThat(late.getStartTime())
                .isBetween(
                        before.minusSeconds(60).minus(TOLERANCE),
                        after.minusSeconds(60).plus(TOLERANCE));
        assertThat(late.getDuration("closeWait")).isEqualTo(Duration.ofSeconds(30));
        assertThat(late.getDuration("lifetime")).isEqualTo(Duration.ofSeconds(50));
        assertThat(late.getString("firstCloser")).isEqualTo("REMOTE");
        assertThat(late.getString("role")).isEqualTo("client");
        assertThat(late.getString("transport")).isEqualTo("socket");
        assertThat(late.getString("peer")).isEqualTo("10.0.0.5:8443");
        assertThat(late.getString("openSite")).isEqualTo("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
        assertThat(late.getString("closeSite")).isEqualTo("com.acme.orders.PriceClient.close(PriceClient.java:99)");
        assertThat(late.getString("openThread")).isEqualTo("worker-1");
        assertThat(late.getString("closeThread")).isEqualTo("sweeper");
        assertThat(late.getStackTrace()).isNull();
        assertThat(ends.get(1).getString("firstCloser")).isEqualTo("LOCAL");
        assertThat(ends.get(1).getDuration("closeWait")).isZero();
        assertThat(ends.get(1).getBoolean("timeWait")).isTrue();

        List<RecordedEvent> remote = recorded("RemoteClosed");
        assertThat(remote).hasSize(1);
        assertThat(remote.get(0).getDuration()).isCloseTo(Duration.ofSeconds(30), TOLERANCE);
        assertThat(remote.get(0).getStartTime())
                .isBetween(
                        before.minusSeconds(40).minus(TOLERANCE),
                        after.minusSeconds(40).plus(TOLERANCE));
    }

    @Test
    void threshold_isThatOfTheRecorder() throws Exception {
        record(Map.of(
                "lastack.ConnectionEnd#enabled", "true",
                "lastack.ConnectionEnd#threshold", "1 s",
                "lastack.RemoteClosed#enabled", "true",
                "lastack.RemoteClosed#threshold", "1 s"));

        events.ended(ended(2_000, 500, 0));
        events.ended(ended(500, 400, 0));
        events.ended(ended(9_000, 8_000, 0));

        assertThat(recorded("ConnectionEnd")).hasSize(2);
        assertThat(recorded("RemoteClosed"))
                .singleElement()
                .satisfies(event -> assertThat(event.getDuration()).isCloseTo(Duration.ofSeconds(8), TOLERANCE));
    }

    @Test
    void throttle_boundsTheirNumber() throws Exception {
        record(Map.of("lastack.ConnectionEnd#enabled", "true", "lastack.ConnectionEnd#throttle", "5/h"));

        for (int i = 0; i < 1_000; i++) {
            events.ended(ended(500, 0, 0));
        }

        assertThat(recorded("ConnectionEnd")).hasSizeBetween(1, 6);
    }

    @Test
    void whatNobodyEnables_isNotGivenOut() throws Exception {
        record(Map.of("jdk.JVMInformation#enabled", "true"));

        assertThat(events.wants()).isFalse();
        events.ended(ended(60_000, 40_000, 10_000));

        assertThat(recorded("ConnectionEnd")).isEmpty();
        assertThat(recorded("RemoteClosed")).isEmpty();
        assertThat(recorded("StillOpen")).isEmpty();
        assertThat(recorded("Finding")).isEmpty();
        assertThat(recorded("ConnectionStatistics")).isEmpty();
    }

    @Test
    void atTheEndOfAChunk_theLeaksAndFindingsOfThatMoment() throws Exception {
        record(Map.of(
                "lastack.StillOpen#enabled", "true",
                "lastack.StillOpen#period", "endChunk",
                "lastack.Finding#enabled", "true",
                "lastack.Finding#period", "endChunk",
                "lastack.ConnectionStatistics#enabled", "true",
                "lastack.ConnectionStatistics#period", "endChunk"));

        List<RecordedEvent> open = recorded("StillOpen");
        assertThat(open).hasSize(2).allSatisfy(event -> {
            assertThat(event.getDuration()).isCloseTo(Duration.ofSeconds(90), TOLERANCE);
            assertThat(event.getDuration("closeWait")).isEqualTo(Duration.ofSeconds(90));
        });
        assertThat(recorded("Finding")).singleElement().satisfies(event -> {
            assertThat(event.getString("rule")).isEqualTo("close-wait/unread");
            assertThat(event.getString("role")).isEqualTo("client");
            assertThat(event.getLong("connections")).isEqualTo(2);
            assertThat(event.getBoolean("newlyFound"))
                    .as("nobody has told of it before")
                    .isTrue();
        });
        assertThat(recorded("ConnectionStatistics")).singleElement().satisfies(event -> {
            assertThat(event.getLong("open")).isEqualTo(3);
            assertThat(event.getLong("closeWait")).isEqualTo(2);
            assertThat(event.getDuration("oldestCloseWait")).isEqualTo(Duration.ofSeconds(90));
            assertThat(event.getLong("errors")).isEqualTo(1);
        });
    }

    @Test
    void findingThatWasTold_isNotNewAtTheEndOfAChunk() throws Exception {
        record(Map.of("lastack.Finding#enabled", "true", "lastack.Finding#period", "endChunk"));

        findings.lookForTheLastTime();

        assertThat(recorded("Finding"))
                .extracting(event -> event.getBoolean("newlyFound"))
                .containsExactly(true, false);
    }

    @Test
    void afterTheirEnd_theRecorderKnowsThemNoMore() {
        record(Map.of("lastack.ConnectionEnd#enabled", "true"));
        assertThat(registered()).hasSize(5);

        events.close();
        events = null;

        assertThat(registered()).isEmpty();
    }

    private static List<String> registered() {
        return FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .map(type -> type.getName())
                .filter(name -> name.startsWith("lastack."))
                .toList();
    }
}
