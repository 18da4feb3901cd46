package dev.lastack.found;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.ConnectionBuilder;
import dev.lastack.fixture.OrderService;
import dev.lastack.fixture.Sites;
import dev.lastack.metrics.Reading;
import dev.lastack.metrics.ReadingFixtures;
import dev.lastack.report.Reports;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.snapshot.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NewFindingsTest {

    private static final Stack SHARED = Sites.appStack("com.acme.net.Link.make", 12);
    private static final Reading HEALTHY = ReadingFixtures.of(client().open(connection()));
    private static final Reading LEAKING = ReadingFixtures.of(client().open(2, leaked()));

    private Reading reading = LEAKING;
    private long minutes;
    private final AtomicInteger taken = new AtomicInteger();
    private final List<String> told = new ArrayList<>();
    private final NewFindings findings =
            new NewFindings(this::take, this::take, () -> TimeUnit.MINUTES.toNanos(minutes));

    private static ConnectionBuilder leaked() {
        return connection().remoteClosed(90_000);
    }

    private Reading take() {
        taken.incrementAndGet();
        return reading;
    }

    private void look() {
        findings.look(this::take);
    }

    @AfterEach
    void stop() {
        findings.stop();
    }

    private void listen() {
        findings.subscribe(found -> told.add(found.identity()));
    }

    @Test
    void finding_isToldOnce_whateverBecomesOfItsNumbers() {
        listen();
        look();
        reading = ReadingFixtures.of(client().open(300, leaked()));
        look();

        assertThat(told).containsExactly("close-wait/unread com.acme.orders.PriceClient.fetch client");
    }

    @Test
    void oneLineInTwoRoles_isTwoFindings() {
        listen();
        reading = ReadingFixtures.of(
                client().openStack(SHARED).open(2, leaked()),
                server().openStack(SHARED).open(2, leaked()));
        look();

        assertThat(told)
                .containsExactlyInAnyOrder(
                        "close-wait/unread com.acme.net.Link.make client",
                        "close-wait/unread com.acme.net.Link.make server");
    }

    @Test
    void oneThatGoesAndComes_isToldAgainAfterTenMinutesOnly() {
        listen();
        look();
        for (int away = 0; away < 30; away += 9) {
            minutes += 9;
            reading = away % 2 == 0 ? HEALTHY : LEAKING;
            look();
            minutes += 0;
            reading = LEAKING;
            look();
        }
        assertThat(told).hasSize(1);

        reading = HEALTHY;
        look();
        minutes += 10;
        look();
        reading = LEAKING;
        look();

        assertThat(told).hasSize(2);
    }

    @Test
    void eachListener_hasHisOwnIdeaOfWhatIsNew() {
        List<String> late = new ArrayList<>();
        List<String> later = new ArrayList<>();
        listen();
        look();
        findings.subscribe(found -> late.add(found.identity()));
        findings.subscribeToLater(found -> later.add(found.identity()));
        look();

        assertThat(told).hasSize(1);
        assertThat(late).hasSize(1);
        assertThat(later).isEmpty();
    }

    @Test
    void listenerThatThrows_keepsNothingFromTheOthers() {
        findings.subscribe(found -> {
            throw new IllegalStateException("planted");
        });
        listen();
        look();

        assertThat(told).hasSize(1);
    }

    @Test
    void whereNobodyWantsToKnow_nobodyLooks() {
        findings.subscribe(new FindingListener() {
            @Override
            public boolean wants() {
                return false;
            }

            @Override
            public void found(NewFinding finding) {
                told.add(finding.identity());
            }
        });
        look();

        assertThat(taken).hasValue(0);
        assertThat(told).isEmpty();
    }

    @Test
    void thread_runsWhileSomebodyListens() throws Exception {
        List<Thread> ofOthers = lookers();
        NewFindings.Subscription one = findings.subscribe(found -> {});
        NewFindings.Subscription other = findings.subscribe(found -> {});
        List<Thread> running =
                lookers().stream().filter(thread -> !ofOthers.contains(thread)).toList();
        assertThat(running).hasSize(1);

        one.close();
        assertThat(running.get(0).isInterrupted()).isFalse();
        other.close();
        running.get(0).join(60_000);

        assertThat(running.get(0).isAlive()).isFalse();
    }

    private static List<Thread> lookers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("lastack-findings"))
                .toList();
    }

    /** One notion of the same finding, in reports and where it is told. */
    @Test
    void identities_areThoseOfTheReport() throws Exception {
        listen();
        reading = ReadingFixtures.of(OrderService.sick());
        look();

        assertThat(told)
                .hasSizeGreaterThan(5)
                .containsExactlyInAnyOrderElementsOf(Reports.document(OrderService.sick()).findings().stream()
                        .map(DocumentedFinding::identity)
                        .distinct()
                        .toList());
    }
}
