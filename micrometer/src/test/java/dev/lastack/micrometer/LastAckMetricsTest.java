package dev.lastack.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastAckMetricsTest {

    private static final Series OPEN =
            new Series("lastack_connections_open", Map.of("role", "client", "transport", "nio"), 7);
    private static final Series OPENED = new Series("lastack_connections_opened_total", Map.of("role", "client"), 9);
    private static final Series OLDEST =
            new Series("lastack_close_wait_oldest_seconds", Map.of("site", "com.acme.A.b(A.java:1)"), 90.5);

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final LastAckAgent agent = new LastAckAgent(server);
    private final FakeConnections connections = new FakeConnections();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LastAckMetrics metrics = new LastAckMetrics(agent, Duration.ofMillis(10));

    @AfterEach
    void close() {
        metrics.close();
    }

    private void agentComes() throws Exception {
        server.registerMBean(connections, name());
    }

    private static ObjectName name() throws Exception {
        return new ObjectName("dev.lastack:type=Connections");
    }

    @Test
    void names_areTheDocumentedOnes_inPrometheus() throws Exception {
        connections.tell(OPEN, OPENED, OLDEST);
        agentComes();
        metrics.bindTo(registry);

        await().untilAsserted(() -> assertThat(registry.scrape())
                .contains("\nlastack_connections_open{role=\"client\",transport=\"nio\"} 7.0\n")
                .contains("\nlastack_connections_opened_total{role=\"client\"} 9.0\n")
                .contains("\nlastack_close_wait_oldest_seconds{site=\"com.acme.A.b(A.java:1)\"} 90.5\n")
                .contains("\nlastack_agent 1.0\n"));
        assertThat(registry.get("lastack.connections.open").gauge().value()).isEqualTo(7);
    }

    @Test
    void numbersMove_andSeriesThatAreGone_areWithdrawn() throws Exception {
        connections.tell(OPEN, OPENED, OLDEST);
        agentComes();
        metrics.bindTo(registry);
        await().until(() -> registry.scrape().contains("_oldest_seconds{"));

        connections.tell(new Series(OPEN.name(), OPEN.labels(), 8), new Series(OPENED.name(), OPENED.labels(), 11));

        await().untilAsserted(() -> assertThat(registry.scrape())
                .contains("nio\"} 8.0\n", "_opened_total{role=\"client\"} 11.0\n")
                .doesNotContain("_oldest_seconds{"));
    }

    @Test
    void withoutAnAgent_onlyThatIsTold_untilOneComes_andAfterItHasGone() throws Exception {
        connections.tell(OPEN, OPENED);
        metrics.bindTo(registry);
        assertThat(registry.scrape()).contains("\nlastack_agent 0.0\n").doesNotContain("lastack_connections");

        agentComes();
        await().untilAsserted(() ->
                assertThat(registry.scrape()).contains("\nlastack_agent 1.0\n", "lastack_connections_open{"));

        server.unregisterMBean(name());
        await().untilAsserted(() -> assertThat(registry.scrape())
                .contains("\nlastack_agent 0.0\n")
                .doesNotContain("lastack_connections_open{", "lastack_connections_opened_total{"));
    }

    @Test
    void eachRegistry_hasThem() throws Exception {
        connections.tell(OPEN);
        agentComes();
        SimpleMeterRegistry second = new SimpleMeterRegistry();

        metrics.bindTo(registry);
        metrics.bindTo(second);

        await().until(() -> second.find("lastack.connections.open").gauge() != null);
        assertThat(second.get("lastack.connections.open").gauge().value()).isEqualTo(7);
    }

    @Test
    void closed_itsThreadEnds() throws Exception {
        metrics.bindTo(registry);

        metrics.close();

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("lastack-micrometer")));
    }

    @Test
    void report_isTheAgents_orSaysWhyThereIsNone() throws Exception {
        assertThatThrownBy(() -> agent.report("text"))
                .isInstanceOf(NoAgentException.class)
                .hasMessageStartingWith("no agent: start the JVM with -javaagent:lastack.jar=metrics=jmx");

        agentComes();

        assertThat(agent.report("text")).isEqualTo("a report");
        assertThatThrownBy(() -> agent.report("pdf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pdf: no such format, expected one of text");
        assertThatThrownBy(() -> agent.report("broken"))
                .isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(NoAgentException.class);
    }
}
