package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.Exposition;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.JavaVersion;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** lastack-micrometer in a real application, over HTTP, as somebody who scrapes and somebody who looks. */
class SpringBootIT {

    private static final int CONNECTIONS = 4;
    private static final String SITE = "dev.lastack.it.programs.spring.Shop.main(Shop.java:";

    private final CommandLine lastack = CommandLine.loaded();

    @Test
    void metersAndReport_areTheAgents() throws Exception {
        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm shop = shop(peer)
                        .withAgent("metrics=jmx", "close-wait-threshold=100ms", "report=-")
                        .start()) {
            int port = Integer.parseInt(shop.awaitLine("LISTENS").strip());
            await().atMost(Bounds.EVENT)
                    .untilAsserted(
                            () -> assertThat(exposition(port).sum("lastack_close_wait_connections", "site=\"" + SITE))
                                    .isEqualTo(CONNECTIONS));
            Exposition metrics = exposition(port);
            assertThat(metrics.sum("lastack_agent")).isEqualTo(1);
            assertThat(metrics.sum("lastack_findings", "rule=\"close-wait/")).isPositive();
            assertThat(metrics.series("lastack_connections_opened_total")).hasSize(2);

            HttpResponse<String> json = get(port, "lastack", "*/*");
            assertThat(json.statusCode()).isEqualTo(200);
            assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(Report.of(json.body()).total("closeWaitNow")).isEqualTo(CONNECTIONS);
            HttpResponse<String> text = get(port, "lastack", "text/plain");
            assertThat(text.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
            assertThat(text.body()).startsWith("LastAck ").contains("close-wait/");
            assertThat(get(port, "lastack", "text/html").body()).startsWith("<!DOCTYPE html>");
            assertThat(get(port, "lastack/markdown", "*/*").body()).contains("close-wait/");
            HttpResponse<String> unknown = get(port, "lastack/pdf", "*/*");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).startsWith("pdf: no such format, expected one of ");

            shop.say("close");
            shop.awaitLine("CLOSED");
            await().atMost(Bounds.EVENT)
                    .until(() -> exposition(port)
                            .series("lastack_close_wait_connections")
                            .isEmpty());

            lastack.run("detach", shop.pid()).succeeded();
            assertThat(get(port, "lastack", "*/*").statusCode()).isEqualTo(503);
            assertThat(exposition(port).sum("lastack_agent")).isZero();
        }
    }

    @Test
    void withoutAnAgent_itSaysSo_andTheApplicationIsAsItWas() throws Exception {
        try (LoopbackServer peer = ScriptedPeers.plain();
                RunningJvm shop = shop(peer).start()) {
            int port = Integer.parseInt(shop.awaitLine("LISTENS").strip());

            HttpResponse<String> json = get(port, "lastack", "application/json");
            assertThat(json.statusCode()).isEqualTo(503);
            assertThat(new ObjectMapper().readTree(json.body()).path("error").asText())
                    .startsWith("no agent: start the JVM with -javaagent:lastack.jar=metrics=jmx");
            HttpResponse<String> text = get(port, "lastack", "text/plain");
            assertThat(text.statusCode()).isEqualTo(503);
            assertThat(text.body()).startsWith("no agent: ").contains("attach " + shop.pid() + " metrics=jmx");
            Exposition metrics = exposition(port);
            assertThat(metrics.series("lastack_agent")).containsExactly("lastack_agent 0.0");
            assertThat(metrics.lines()).noneMatch(line -> line.startsWith("lastack_connections"));
            assertThat(get(port, "health", "*/*").statusCode()).isEqualTo(200);
        }
    }

    /** Each takes a while to start: Spring Boot 3 on JDK 17, and 4 on later ones. */
    private static ForkedJvm shop(LoopbackServer peer) {
        String libraries = JavaVersion.ofPrograms() == 17 ? "spring-boot-3" : "spring-boot-4";
        return ForkedJvm.running("dev.lastack.it.programs.spring.Shop")
                .libraries(CaseLibraries.of(libraries))
                .libraries(List.of(Layout.micrometerJar()))
                .args(
                        peer.port(),
                        CONNECTIONS,
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--management.endpoints.web.exposure.include=health,prometheus,lastack");
    }

    private static Exposition exposition(int port) throws IOException, InterruptedException {
        return new Exposition(
                get(port, "prometheus", "text/plain").body().lines().toList());
    }

    private static HttpResponse<String> get(int port, String endpoint, String accepted)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + endpoint))
                .header("Accept", accepted)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
