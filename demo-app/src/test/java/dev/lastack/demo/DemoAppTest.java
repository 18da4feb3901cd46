package dev.lastack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoAppTest {

    private static final Duration BOUND = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    @Test
    void withoutArguments_runsEverythingAndEndsByItself() throws Exception {
        try (RunningDemo demo = RunningDemo.start(folder)) {
            assertThat(demo.awaitEnd()).as(demo.output()).isZero();
            assertThat(demo.output().lines())
                    .hasSize(Exhibition.ALL.size() + 1)
                    .last()
                    .isEqualTo("holding for 800 ms");
        }
    }

    @Test
    void wrongArgument_endsWithOneClearLineAndTheUsage() throws Exception {
        try (RunningDemo demo = RunningDemo.start(folder, "--only=NoSuchFault")) {
            assertThat(demo.awaitEnd()).isEqualTo(2);
            assertThat(demo.output().lines())
                    .startsWith("--only=NoSuchFault: --list names the scenarios")
                    .endsWith(Options.USAGE.lines().toArray(String[]::new));
        }
    }

    @Test
    void peerProcess_endsWithAServiceThatIsKilled() throws IOException {
        List<ProcessHandle> peers;
        try (RunningDemo demo = RunningDemo.start(folder, "--only=PriceFeedClosed", "--hold=1800s")) {
            await().atMost(BOUND).until(demo::isHolding);
            peers = demo.children();
            assertThat(peers).hasSize(1);
        }
        await().atMost(BOUND).until(() -> peers.stream().noneMatch(ProcessHandle::isAlive));
    }
}
