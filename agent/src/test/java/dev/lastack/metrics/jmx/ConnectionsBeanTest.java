package dev.lastack.metrics.jmx;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastack.config.ReportFormat;
import dev.lastack.found.NewFindings;
import dev.lastack.metrics.Reading;
import dev.lastack.metrics.ReadingFixtures;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("dev.lastack:type=Connections")
class ConnectionsBeanTest {

    private static final Reading HEALTHY = ReadingFixtures.of(client().open(connection()));
    private static final Reading LEAKING = ReadingFixtures.of(
            client().open(2, connection().remoteClosed(90_500)).open(connection()));

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private volatile Reading reading = LEAKING;
    private final NewFindings findings = new NewFindings(() -> reading, () -> reading);
    private final ConnectionsBean bean =
            new ConnectionsBean(() -> reading, findings, () -> 50, format -> "report as " + format);

    private static ObjectName name() throws JMException {
        return new ObjectName("dev.lastack:type=Connections");
    }

    @Test
    void attributes_haveTypesThatEveryToolShows() throws Exception {
        try (bean) {
            bean.start();

            Map<String, String> types = Stream.of(server.getMBeanInfo(name()).getAttributes())
                    .collect(Collectors.toMap(MBeanAttributeInfo::getName, MBeanAttributeInfo::getType));
            assertThat(types)
                    .containsOnly(
                            Map.entry("Version", "java.lang.String"),
                            Map.entry("Open", "long"),
                            Map.entry("Opened", "long"),
                            Map.entry("Closed", "long"),
                            Map.entry("CloseWait", "long"),
                            Map.entry("OldestCloseWaitSeconds", "double"),
                            Map.entry("TimeWait", "long"),
                            Map.entry("UntrackedSockets", "long"),
                            Map.entry("SuppressedErrors", "long"),
                            Map.entry("OverheadSeconds", "double"),
                            Map.entry("Findings", "[Ljavax.management.openmbean.CompositeData;"),
                            Map.entry("Series", "[Ljavax.management.openmbean.CompositeData;"));
            assertThat(server.getAttribute(name(), "Open")).isEqualTo(3L);
            assertThat(server.getAttribute(name(), "CloseWait")).isEqualTo(2L);
            assertThat(server.getAttribute(name(), "OldestCloseWaitSeconds")).isEqualTo(90.5);
            CompositeData[] findings = (CompositeData[]) server.getAttribute(name(), "Findings");
            assertThat(findings).hasSize(1);
            assertThat(findings[0].get("rule")).isEqualTo("close-wait/unread");
            assertThat(findings[0].get("severity")).isEqualTo("error");
            assertThat(findings[0].get("connections")).isEqualTo(2L);
            assertThat(findings[0].get("role")).isEqualTo("client");
            assertThat(findings[0].get("site")).isEqualTo("com.acme.orders.PriceClient.fetch(PriceClient.java:87)");
            assertThat((CompositeData[]) server.getAttribute(name(), "Series"))
                    .anySatisfy(series -> assertThat(series.get("name")).isEqualTo("lastack_close_wait_connections"));
            assertThat(server.invoke(name(), "report", new Object[] {"json"}, new String[] {String.class.getName()}))
                    .isEqualTo("report as json");
        }
    }

    /** JConsole and VisualVM show these as a table of the bean, as tool tips, and before the field of the parameter. */
    @Test
    void everything_isDescribed() throws Exception {
        try (bean) {
            bean.start();

            MBeanInfo info = server.getMBeanInfo(name());
            assertThat(Stream.concat(Stream.of(info.getAttributes()), Stream.of(info.getOperations())))
                    .allSatisfy(one -> assertThat(one.getDescription())
                            .as(one.getName())
                            .isNotBlank()
                            .isNotEqualTo(one.getName())
                            .doesNotContain("exposed for management"));
            assertThat(info.getDescription()).contains("TCP connections");
            assertThat(info.getNotifications())
                    .singleElement()
                    .satisfies(one -> assertThat(one.getDescription()).isEqualTo("A new finding"));
            assertThat(info.getOperations()).singleElement().satisfies(report -> {
                assertThat(report.getImpact()).isEqualTo(MBeanOperationInfo.INFO);
                assertThat(report.getSignature()).singleElement().satisfies(parameter -> {
                    assertThat(parameter.getName()).isEqualTo("format");
                    assertThat(parameter.getDescription())
                            .contains(Stream.of(ReportFormat.values())
                                    .map(ReportFormat::toString)
                                    .toList());
                });
            });
        }
    }

    @Test
    void afterItsEnd_nothingStays_andItMayComeAgain() throws Exception {
        bean.start();
        bean.close();
        assertThat(server.isRegistered(name())).isFalse();

        try (bean) {
            bean.start();
            assertThat(server.isRegistered(name())).isTrue();
        }
    }

    @Test
    void secondOne_isRefused() throws Exception {
        try (bean) {
            bean.start();
            ConnectionsBean second = new ConnectionsBean(() -> reading, findings, () -> 50, format -> "");

            assertThatThrownBy(second::start).hasMessage("another LastAck has registered dev.lastack:type=Connections");
            second.close();

            assertThat(server.isRegistered(name())).isTrue();
        }
    }

    @Test
    void newFinding_isToldWhoeverListens() throws Exception {
        reading = HEALTHY;
        BlockingQueue<Notification> told = new LinkedBlockingQueue<>();
        NotificationListener listener = (notification, handback) -> told.add(notification);
        try (bean) {
            bean.start();
            server.addNotificationListener(name(), listener, null, null);

            reading = LEAKING;

            Notification notification = told.poll(2, TimeUnit.MINUTES);
            assertThat(notification).isNotNull();
            assertThat(notification.getType()).isEqualTo("dev.lastack.finding");
            assertThat(notification.getSource()).isEqualTo(name());
            assertThat(notification.getMessage())
                    .startsWith("error close-wait/unread at com.acme.orders.PriceClient.fetch(PriceClient.java:87): ");
            assertThat(((CompositeData) notification.getUserData()).get("connections"))
                    .isEqualTo(2L);
            assertThat(((CompositeData) notification.getUserData()).get("role")).isEqualTo("client");
            server.removeNotificationListener(name(), listener);
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("lastack-findings")) {
                thread.join(120_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
