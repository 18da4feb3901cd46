package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.CaseLibraries;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.ProgramSources;
import dev.lastack.it.harness.RedisPeer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Issue 18: healthy applications under load have no finding, neither while they run nor at their end. With thresholds of
 * seconds, so that the rules have their chance in a short run: longer than an exchange takes on a busy machine.
 */
class HealthyLoadIT {

    private static final int SECONDS = 10;
    private static final int REPORTS = 6;

    private static final LoopbackServer.Handler ECHO =
            socket -> socket.getInputStream().transferTo(socket.getOutputStream());

    @ParameterizedTest
    @ValueSource(strings = {"spring-hikari", "grpc", "netty-http2", "netty-http1", "lettuce"})
    void applicationAtWork_hasNoFinding(String application) {
        try (LoopbackServer peer = LoopbackServer.with(application.equals("lettuce") ? new RedisPeer() : ECHO);
                RunningJvm running = program(application, peer.port())
                        .withReport(
                                "close-wait-threshold=4s", "stalled-threshold=4s", "borrowed-threshold=4s", "window=4s")
                        .start()) {
            List<FindingOfReport> live = new ArrayList<>();
            CommandLine lastack = CommandLine.loaded();
            await().atMost(Bounds.EVENT)
                    .until(() -> lastack.run("report", running.pid()).exitCode() == 0);
            int reports = 0;
            while (reports < REPORTS) {
                CommandLine.Outcome asked = lastack.run("report", running.pid(), "--format", "json");
                if (asked.exitCode() != 0) {
                    break; // it has ended
                }
                reports++;
                live.addAll(asked.report().findingsAboveInfo());
            }
            assertThat(reports).isGreaterThan(1);
            Report report = running.awaitEnd().succeeded().report();

            assertThat(live).isEmpty();
            assertThat(report.findingsAboveInfo()).isEmpty();
            assertThat(report.total("opened")).isGreaterThan(10);
            report.assertHealthyAgent();
        }
    }

    private static ForkedJvm program(String application, int port) {
        return switch (application) {
            case "spring-hikari" -> compiled("load-spring", "LoadedShop", port, "spring-mvc", "hikari");
            case "lettuce" -> compiled("load-lettuce", "LoadedLettuce", port, "lettuce");
            case "grpc" -> load("LoadedGrpc", "grpc");
            case "netty-http2" -> load("LoadedReactor", "reactor-netty", "h2c");
            case "netty-http1" -> load("LoadedReactor", "reactor-netty", "http");
            default -> throw new IllegalArgumentException(application);
        };
    }

    private static ForkedJvm load(String program, String libraries, String... more) {
        List<Object> args = new ArrayList<>(List.of(SECONDS));
        args.addAll(List.of(more));
        return ForkedJvm.running("dev.lastack.it.programs.load." + program)
                .underLoad()
                .libraries(CaseLibraries.of(libraries))
                .args(args.toArray());
    }

    private static ForkedJvm compiled(String folder, String program, int port, String... cases) {
        List<Path> libraries = new ArrayList<>();
        for (String one : cases) {
            libraries.addAll(CaseLibraries.of(one));
        }
        return ForkedJvm.running("com.shop." + program)
                .underLoad()
                .libraries(List.of(ProgramSources.compiled(libraries, List.of(folder))))
                .libraries(libraries)
                .args(port, SECONDS);
    }
}
