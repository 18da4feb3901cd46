package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastack.it.harness.Bounds;
import dev.lastack.it.harness.Browser;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.TerminalPicture;
import dev.lastack.it.harness.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Takes the pictures of the docs anew, as the page and {@code watch} look in this build; {@code docs/pictures.sh} runs
 * it. No test of a build: the pictures are checked in, and looked at by whoever takes them.
 */
@EnabledIfSystemProperty(named = PicturesIT.FOLDER, matches = ".+")
class PicturesIT {

    static final String FOLDER = "lastack.pictures";

    private final Path folder = Path.of(System.getProperty(FOLDER, "target"));

    @Test
    void page() throws IOException {
        assumeTrue(Browser.isInstalled(), "chromium and chromedriver are not installed");
        ForkedJvm demo = ForkedJvm.runningJar(Layout.demoJar());
        Path page = demo.folder().resolve("report.html");
        demo.withReport("report=" + page, "close-wait-threshold=2s", "stalled-threshold=2s")
                .args("--hold=6s")
                .run()
                .succeeded();
        take("page-light", page, 1_440, 1_400, "light", "window.scrollTo(0, 0)");
        take("page-dark", page, 1_440, 1_400, "dark", "window.scrollTo(0, 0)");
        take("page-finding-light", page, 1_440, 1_000, "light", "document.querySelector('.card').scrollIntoView()");
        take(
                "page-code-paths-dark",
                page,
                1_440,
                1_000,
                "dark",
                "document.querySelector('#code-paths').scrollIntoView()");
        take("page-phone-light", page, 390, 844, "light", "window.scrollTo(0, 0)");
        take("page-phone-dark", page, 390, 844, "dark", "document.querySelector('.card').scrollIntoView()");
    }

    private void take(String name, Path page, int width, int height, String scheme, String scroll) throws IOException {
        try (Browser browser = Browser.start()) {
            browser.resize(width, height);
            browser.prefer(scheme);
            browser.open(page);
            browser.run("document.documentElement.style.scrollBehavior = 'auto'");
            browser.run(scroll);
            write(name, browser.picture());
        }
    }

    @Test
    void watch() throws IOException {
        assumeTrue(Tmux.isInstalled(), "tmux is not installed");
        assumeTrue(Browser.isInstalled(), "chromium and chromedriver are not installed");
        try (RunningJvm demo = ForkedJvm.runningJar(Layout.demoJar())
                .withAgent("close-wait-threshold=2s", "stalled-threshold=2s", "report=no-report-%p.json")
                .args("--hold=" + Bounds.LONGER_THAN_ANY_TEST.toSeconds() + "s")
                .start()) {
            demo.awaitLine("holding");
            screen("watch-80x24", demo, 80, 24);
            screen("watch-200x50", demo, 200, 50);
        }
    }

    private void screen(String name, RunningJvm demo, int width, int height) throws IOException {
        try (Tmux terminal = Tmux.start(width, height);
                Browser browser = Browser.start()) {
            terminal.type(Layout.java() + " -jar " + Layout.agentJar() + " watch --interval 0.5 " + demo.pid());
            terminal.awaitScreen("q quit");
            terminal.awaitScreen(width < 120 ? "PriceFeedEofIgnored" : "close-wait/eof-ignored");
            String captured = terminal.screenWithColours();
            terminal.press("q");
            assertThat(captured).contains("\u001b[");
            Path page = demo.folder().resolve(name + ".html");
            Files.writeString(page, TerminalPicture.html(captured));
            write(name, browser.pictureOfAll(page));
        }
    }

    private void write(String name, byte[] png) throws IOException {
        assertThat(png).startsWith(0x89, 'P', 'N', 'G').hasSizeGreaterThan(5_000);
        Files.write(folder.resolve(name + ".png"), png);
    }
}
