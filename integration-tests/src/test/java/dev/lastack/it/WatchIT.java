package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.Tmux;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code lastack watch} in a real terminal, as a person uses it. */
class WatchIT {

    private static final int LEAKED = 7;
    private static final String KEYS = "f freeze  up/down select  enter stacks  q quit";

    private RunningJvm target;

    @BeforeEach
    void leakSomething() {
        target = ForkedJvm.runningJar(Layout.demoJar())
                .withAgent("close-wait-threshold=300ms", "report=no-report-%p.json")
                .args(
                        "--only=PriceFeedEofIgnored",
                        "--connections=" + LEAKED,
                        "--hold=" + Bounds.LONGER_THAN_ANY_TEST.toSeconds() + "s")
                .start();
        target.awaitLine("holding");
    }

    @AfterEach
    void endTarget() {
        target.close();
    }

    private static Tmux terminal() {
        assumeTrue(Tmux.isInstalled(), "tmux is not installed");
        return Tmux.start(80, 24);
    }

    private void watch(Tmux terminal) {
        terminal.type("cd " + target.folder() + " && stty -a > before; " + Layout.java() + " -jar " + Layout.agentJar()
                + " watch --interval 0.5 " + target.pid()
                + "; echo ended wi\"\"th $?; stty -a | cmp before - && echo sa\"\"me; rm before");
    }

    @Test
    void screen_showsTheLeak_freezes_opensTheStacks_andQuits() {
        try (Tmux terminal = terminal()) {
            watch(terminal);
            String list = terminal.awaitScreen(KEYS);
            assertThat(list.lines().findFirst())
                    .hasValueSatisfying(line -> assertThat(line)
                            .matches("LastAck  demo-app\\.jar \\(pid " + target.pid() + ", JDK .*\\)  watched .*"));
            assertThat(list)
                    .contains("\nopen 7   CLOSE_WAIT 7   opened ", "\nfirst closer: local 0  remote 14  reset 0")
                    .containsPattern("\n +7 +\\d.* 7 .*PriceFeedEofIgnored\\.price:\\d+\n");

            terminal.press("f");
            String frozen = terminal.awaitScreen("FROZEN  LastAck");
            terminal.press("s");
            String sorted = terminal.awaitScreen("s sort (oldest)");
            assertThat(sorted.lines().findFirst()).isEqualTo(frozen.lines().findFirst());
            terminal.press("f");
            terminal.awaitScreen("f freeze");

            terminal.press("Enter");
            assertThat(terminal.awaitScreen("esc back"))
                    .contains("opened at", "PriceFeedEofIgnored.price(PriceFeedEofIgnored.java:", "lastack explain");
            terminal.press("Escape");
            terminal.awaitScreen(KEYS);
            terminal.press("q");

            assertThat(terminal.awaitScreen("same")).contains("ended with 0\n").doesNotContain("first closer");
        }
    }

    @Test
    void wideScreen_saysWhatWasFound_filters_andHelps() {
        assumeTrue(Tmux.isInstalled(), "tmux is not installed");
        try (Tmux terminal = Tmux.start(200, 50)) {
            watch(terminal);
            String list = terminal.awaitScreen("\u2588");
            assertThat(list)
                    .containsPattern("TREND +SEVERITY +RULE +PEER +CODE PATH +PACKAGE\n")
                    .containsPattern(
                            "\n +7 +\\d.* \u2588.* ERROR +close-wait/eof-ignored +client of 127\\.0\\.0\\.1:\\d+ +"
                                    + "PriceFeedEofIgnored\\.price:\\d+ +dev\\.lastack\\.demo\\.orders\n");

            terminal.press("/");
            terminal.awaitScreen("/_  enter keep");
            terminal.press("x");
            terminal.press("x");
            assertThat(terminal.awaitScreen("no code path has \"xx\"")).doesNotContain("PriceFeedEofIgnored.price");
            terminal.press("Escape");
            terminal.awaitScreen("PriceFeedEofIgnored.price");

            terminal.press("?");
            assertThat(terminal.awaitScreen("lastack explain RULE")).contains("filter by class, peer or rule");
            terminal.press("?");
            terminal.awaitScreen("TREND");
            terminal.press("Enter");
            assertThat(terminal.awaitScreen("a all frames"))
                    .containsPattern("opened at\n  \\(\\d+ frames of the JDK or a library\\)\n  dev\\.lastack\\.demo");
            terminal.press("q");
            terminal.awaitScreen("ended with 0");
        }
    }

    @Test
    void window_mayChangeItsSize() {
        try (Tmux terminal = terminal()) {
            watch(terminal);
            terminal.awaitScreen(KEYS);
            terminal.resize(60, 12);
            terminal.awaitScreen("up/down select  enter stacks\u2026");

            assertThat(terminal.screen().lines()).hasSize(12).first().asString().startsWith("LastAck  demo-app.jar");
            terminal.press("q");
            terminal.awaitScreen("ended with 0");
        }
    }

    @Test
    void interrupted_theTerminalIsAsBefore() {
        try (Tmux terminal = terminal()) {
            watch(terminal);
            terminal.awaitScreen(KEYS);
            terminal.press("C-c");
            // The shell is interrupted too, and does not go on with its line.
            terminal.type("echo co\"\"de $?; stty -a | cmp before - && echo sa\"\"me; rm before");

            assertThat(terminal.awaitScreen("same")).doesNotContain("first closer");
        }
    }

    @Test
    void targetThatEnds_givesTheTerminalBack_andSaysSo() {
        try (Tmux terminal = terminal()) {
            watch(terminal);
            terminal.awaitScreen(KEYS);
            target.close();

            assertThat(terminal.awaitScreen("same")).contains("lastack: " + target.pid() + " ended", "ended with 7\n");
        }
    }

    @Test
    void withoutAPid_theJvmIsChosenFromAList() {
        try (Tmux terminal = terminal()) {
            terminal.type(Layout.java() + " -jar " + Layout.agentJar() + " watch");
            String list = terminal.awaitScreen("up/down select  enter or a number choose  q none");
            assertThat(list).startsWith("Which JVM?\n   ");
            List<String> rows = list.lines().skip(2).toList();
            int at = 0;
            while (!rows.get(at).contains(" " + target.pid() + " ")) {
                terminal.press("Down");
                at++;
            }
            // whatever else runs on this machine may need wider columns: names lose their beginning
            assertThat(rows.get(at)).endsWith("-app.jar");
            terminal.press("Enter");

            assertThat(terminal.awaitScreen(KEYS)).startsWith("LastAck  demo-app.jar (pid " + target.pid() + ", JDK ");
            terminal.press("q");
            terminal.awaitScreen("$");
        }
    }

    @Test
    void noJvmChosen_isSaid_andNothingIsDone() {
        try (Tmux terminal = terminal()) {
            terminal.type(Layout.java() + " -jar " + Layout.agentJar() + " attach; echo ended wi\"\"th $?");
            terminal.awaitScreen("Which JVM?");
            terminal.press("Escape");

            assertThat(terminal.awaitScreen("ended with 2")).contains("lastack: no JVM was chosen\n");
        }
    }

    @Test
    void elsewhereThanOnATerminal_linesArePrinted() {
        FinishedJvm run = ForkedJvm.runningJar(Layout.agentJar())
                .args("watch", "--count", "2", "--interval", "0.2", target.pid())
                .run()
                .succeeded();

        List<String> lines = run.stdout();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(2))
                .contains("  open 7  CLOSE_WAIT 7  opened 0.00 a second  first closer: local 0, remote 14");
        assertThat(lines.get(3))
                .contains("CLOSE_WAIT 7  oldest ", "client of 127.0.0.1:", "PriceFeedEofIgnored.price(");
        assertThat(run.stderr()).isEmpty();
    }
}
