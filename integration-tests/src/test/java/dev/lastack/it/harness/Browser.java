package dev.lastack.it.harness;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window, with a file open in it. */
public final class Browser implements AutoCloseable {

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String DRIVER = "chromedriver";

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Whether there is a Chromium and the driver of the same version, which Debian has as chromium-driver. */
    public static boolean isInstalled() {
        return onPath(DRIVER) != null && binary() != null;
    }

    public static Browser start() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(binary());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(onPath(DRIVER))
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static File binary() {
        return BROWSERS.stream()
                .map(Browser::onPath)
                .filter(file -> file != null)
                .findFirst()
                .orElse(null);
    }

    private static File onPath(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .map(Path::toFile)
                .findFirst()
                .orElse(null);
    }

    /** Returns when the page says that it is drawn. */
    public void open(Path page) {
        driver.get(page.toUri().toString());
        await("return document.documentElement.dataset.drawn === 'true'");
    }

    /**
     * What opening a page costs its renderer: processor time, which a busy machine makes longer by little. All of it, in
     * a tab of its own: Chromium may change the process on the way to a page, and begins at 0 then.
     */
    public double millisToOpen(Path page) {
        driver.switchTo().newWindow(WindowType.TAB);
        driver.executeCdpCommand("Performance.enable", Map.of("timeDomain", "threadTicks"));
        open(page);
        return 1000 * taskSeconds();
    }

    private double taskSeconds() {
        List<?> metrics = (List<?>)
                driver.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics");
        return metrics.stream()
                .map(metric -> (Map<?, ?>) metric)
                .filter(metric -> "TaskDuration".equals(metric.get("name")))
                .mapToDouble(metric -> ((Number) metric.get("value")).doubleValue())
                .findFirst()
                .orElseThrow();
    }

    /** As a window of that size has it, whatever the least size of a real one is. */
    public void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    public void prefer(String colorScheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
    }

    /** What is in the window, as PNG; without the bars at its edges. */
    public byte[] picture() {
        driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** A whole page of no script, as large as what is on it. */
    public byte[] pictureOfAll(Path page) {
        driver.get(page.toUri().toString());
        int width = (int) number("Math.ceil(document.body.getBoundingClientRect().right) + 18");
        int height = (int) number("Math.ceil(document.body.getBoundingClientRect().bottom) + 14");
        resize(width, height);
        return picture();
    }

    /** As Chromium prints it, on A4. */
    public byte[] printed() {
        Object pdf = driver.executeCdpCommand(
                        "Page.printToPDF", Map.of("paperWidth", 8.27, "paperHeight", 11.69, "printBackground", true))
                .get("data");
        return Base64.getDecoder().decode(String.valueOf(pdf));
    }

    /** With the styles that are for paper. */
    public void printMedia() {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    }

    /** Not by a click at a place: what is asked is whether it works, not whether it is scrolled to. */
    public void press(String selector) {
        driver.executeScript("document.querySelector(arguments[0]).click()", selector);
    }

    /** As somebody types; what stood there before is gone. */
    public void type(String selector, String text) {
        WebElement field = driver.findElement(By.cssSelector(selector));
        field.clear();
        field.sendKeys(text);
    }

    /** To what has the focus. */
    public void key(CharSequence key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    /** Of what is to be seen. */
    public List<String> texts(String selector) {
        Object texts = driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].filter(one => one.checkVisibility())"
                        + ".map(one => one.textContent)",
                selector);
        return ((List<?>) texts).stream().map(Object::toString).toList();
    }

    public long count(String selector) {
        return (long) number("document.querySelectorAll('" + selector + "').length");
    }

    /** The value of an expression. */
    public double number(String expression) {
        return ((Number) driver.executeScript("return " + expression)).doubleValue();
    }

    /** The value of an expression. */
    public String text(String expression) {
        return String.valueOf(driver.executeScript("return " + expression));
    }

    public void run(String script) {
        driver.executeScript(script);
    }

    public void await(String script) {
        Awaitility.await(script)
                .atMost(Bounds.EVENT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Boolean.TRUE.equals(driver.executeScript(script)));
    }

    /** What the console has said since it was last asked. */
    public List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Addresses that were asked for since the last time this was. */
    public List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
