package dev.lastack.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import com.acme.shop.LibraryConnections;
import com.acme.shop.ShopTests;
import com.acme.shop.SuiteTests;
import dev.lastack.junit.Snapshot.CodePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** With the packaged agent on the class path, which attaches itself to this JVM. */
class LastAckExtensionIT {

    private static EngineExecutionResults run(DiscoverySelector selector, String... parameters) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter").selectors(selector);
        for (int i = 0; i < parameters.length; i += 2) {
            kit.configurationParameter(parameters[i], parameters[i + 1]);
        }
        return kit.execute();
    }

    private static EngineExecutionResults run(Class<?> type, String method) {
        return run(selectMethod(type.getName() + "#" + method));
    }

    /** By the display name of what failed, what it said. */
    private static Map<String, String> failures(EngineExecutionResults results) {
        return results.allEvents().finished().stream()
                .filter(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                                .getStatus()
                        == Status.FAILED)
                .collect(Collectors.toMap(
                        event -> event.getTestDescriptor().getDisplayName(), LastAckExtensionIT::message));
    }

    private static String message(Event event) {
        return event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                .getThrowable()
                .map(String::valueOf)
                .orElse("");
    }

    private static int lineOf(String mark) throws IOException {
        return lineOf(ShopTests.class, mark);
    }

    private static int lineOf(Class<?> type, String mark) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/java/com/acme/shop", type.getSimpleName() + ".java"));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith("// line: " + mark)) {
                return i + 1;
            }
        }
        throw new AssertionError("no line " + mark);
    }

    @ParameterizedTest
    @CsvSource({
        "socketNeverClosed, open/never-closed",
        "socketRemoteClosed, close-wait/unread",
        "socketEofIgnored, close-wait/eof-ignored",
        "channelNeverClosed, open/never-closed",
        "onAThreadOfItsOwn, open/never-closed",
        "inAPoolOfItsOwn, close-wait/unread",
    })
    void leakingTest_failsForItsReason_withItsLine(String method, String rule) throws IOException {
        Map<String, String> failures = failures(run(ShopTests.Leaking.class, method));

        assertThat(failures).hasSize(1);
        assertThat(failures.get(method + "()"))
                .contains("1 connection was opened by the test and left open:")
                .contains("\n" + rule + "  client of 127.0.0.1:")
                .contains("at com.acme.shop.ShopTests$Leaking." + frame(method))
                .contains("(ShopTests.java:" + lineOf(method) + ")")
                .contains("first closer: " + (rule.startsWith("close-wait") ? "REMOTE" : "nobody yet"));
    }

    private static String frame(String method) {
        return method.endsWith("OfItsOwn") ? "lambda$" + method + "$" : method + "(";
    }

    /** The line is that of the application, on whichever thread the library connected. */
    @ParameterizedTest
    @ValueSource(strings = {"jdbc", "netty", "httpClient", "channel", "asynchronousChannel"})
    void connectionOfALibrary_failsItsTest_withTheLineOfTheApplication(String kind) throws IOException {
        Map<String, String> failures = failures(run(LibraryConnections.class, kind + "Forgotten"));

        assertThat(failures).containsOnlyKeys(kind + "Forgotten()");
        assertThat(failures.get(kind + "Forgotten()"))
                .contains("1 connection was opened by the test and left open:")
                .contains("\nopen/never-closed  client of 127.0.0.1:")
                .containsPattern(
                        "open this: .*\\(LibraryConnections.java:" + lineOf(LibraryConnections.class, kind) + "\\)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc", "netty", "channel", "asynchronousChannel"})
    void connectionOfALibrary_thatIsClosed_failsNothing(String kind) {
        EngineExecutionResults results = run(LibraryConnections.class, kind + "Closed");

        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"virtualThreadForgets, LibraryConnections", "virtualThreadOfAnotherClassForgets, Courier"})
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThread_isThatOfTheTestThatStartedIt(String method, String file) {
        Map<String, String> failures = failures(run(LibraryConnections.class, method));

        assertThat(failures).containsOnlyKeys(method + "()");
        assertThat(failures.get(method + "()"))
                .contains("1 connection was opened by the test and left open:")
                .containsPattern("at com.acme.shop.*\\(" + file + ".java:\\d+\\)");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadThatCloses_failsNothing() {
        assertThat(failures(run(LibraryConnections.class, "virtualThreadCloses")))
                .isEmpty();
    }

    /** A fork that is used again has the connections of the classes before. */
    @Test
    void poolOfTheSuite_isNoClasss() throws IOException {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(SuiteTests.First.class), selectClass(SuiteTests.Second.class))
                .execute();

        Map<String, String> failures = failures(results);
        assertThat(failures).containsOnlyKeys("leaks()", "[2] leaks");
        assertThat(failures.get("leaks()")).contains("(SuiteTests.java:" + lineOf(SuiteTests.class, "second") + ")");
        assertThat(failures.get("[2] leaks"))
                .contains("(SuiteTests.java:" + lineOf(SuiteTests.class, "nestedParameterised") + ")");
        assertThat(results.testEvents().succeeded().count()).isEqualTo(7);
    }

    /** What a test has left is told with it, and not once more with the test in which the collector comes to it. */
    @Test
    void collectorThatComesLater_failsNoOtherTest() throws IOException {
        SuiteTests.Collected.byTheCollector = () -> Agent.snapshot().paths().values().stream()
                .filter(path -> path.openStack().toString().contains("SuiteTests$Collected"))
                .mapToLong(CodePath::reclaimed)
                .sum();

        Map<String, String> failures = failures(run(selectClass(SuiteTests.Collected.class)));

        assertThat(failures).containsOnlyKeys("[1] forgets", "[3] forgets again", "[5] forgets and waits");
        String line = "(SuiteTests.java:" + lineOf(SuiteTests.class, "collected") + ")";
        assertThat(failures.values())
                .allSatisfy(told -> assertThat(told)
                        .contains("1 connection was opened by the test")
                        .contains(line));
        assertThat(failures.get("[5] forgets and waits"))
                .contains("\nclose-wait/reclaimed-by-gc  client of 127.0.0.1:");
        assertThat(failures.get("[1] forgets")).doesNotContain("asked for by", "dev.lastack.track");
    }

    @Test
    void invocationsOfAParameterisedTest_failEachForItsOwn() {
        Map<String, String> failures =
                failures(run(selectMethod(ShopTests.Leaking.class.getName() + "#parameterised(int)")));

        assertThat(failures).hasSize(2);
        assertThat(failures.get("[1] 1")).contains("1 connection was opened by the test");
        assertThat(failures.get("[2] 2")).contains("2 connections were opened by the test");
    }

    @Test
    void nestedTest_failsWithItsLine() throws IOException {
        Map<String, String> failures = failures(run(selectMethod(ShopTests.Leaking.class.getName() + "$Inner#nested")));

        assertThat(failures).hasSize(1);
        assertThat(failures.get("nested()")).contains("(ShopTests.java:" + lineOf("nested") + ")");
    }

    @ParameterizedTest
    @ValueSource(classes = {ShopTests.Healthy.class, ShopTests.UntilTheEnd.class})
    void healthyTests_pass(Class<?> type) {
        EngineExecutionResults results = run(selectClass(type));

        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isPositive();
    }

    private static EngineExecutionResults runTwoAtOnce(Class<?> type) {
        return run(
                selectClass(type),
                "junit.jupiter.execution.parallel.enabled",
                "true",
                "junit.jupiter.execution.parallel.config.strategy",
                "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                "2");
    }

    @Test
    void whatCannotBeTold_failsTheClass_andSaysSo() {
        EngineExecutionResults results = runTwoAtOnce(SuiteTests.Undecided.class);

        Map<String, String> failures = failures(results);
        assertThat(failures).hasSize(1).doesNotContainKeys("hasItDone()", "doesNothing()");
        assertThat(failures.values().iterator().next())
                .contains(
                        "1 connection was opened by the class, or by a test of it that cannot be told, and left open:")
                .contains("\nclose-wait/unread  client of 127.0.0.1:")
                .contains("(Courier.java:");
        assertThat(results.testEvents().succeeded().count()).isEqualTo(2);
    }

    @Test
    void parallelTests_failForTheirOwn_only() throws IOException {
        EngineExecutionResults results = runTwoAtOnce(ShopTests.Parallel.class);

        Map<String, String> failures = failures(results);
        assertThat(failures).hasSize(1);
        assertThat(failures.get("leaks()")).contains("(ShopTests.java:" + lineOf("parallelLeaks") + ")");
    }

    @Test
    void whatIsLeftAfterAll_failsTheClass() throws IOException {
        Map<String, String> failures = failures(run(selectClass(ShopTests.NotEvenInTheEnd.class)));

        assertThat(failures).hasSize(1);
        assertThat(failures.values().iterator().next()).contains("(ShopTests.java:" + lineOf("notEvenInTheEnd") + ")");
    }

    @Test
    void allowedRulesAndPeers_failNothing() {
        assertThat(failures(run(selectClass(ShopTests.Allowed.class))))
                .containsOnlyKeys("anotherGroup()", "anotherPeer()");
    }

    /** One dependency and one switch. */
    @ParameterizedTest
    @CsvSource({"true, 3", "false, 2"})
    void autoDetection_findsIt_andTheSwitchDecides(String enabled, int failing) {
        assertThat(failures(run(
                        selectClass(ShopTests.Allowed.class),
                        "junit.jupiter.extensions.autodetection.enabled",
                        "true",
                        "lastack.junit.enabled",
                        enabled)))
                .hasSize(failing);
    }

    @Test
    void moreConnectionsThanExpected_failTheTest() {
        Map<String, String> failures = failures(run(selectClass(ShopTests.Counted.class)));

        assertThat(failures).containsOnlyKeys("three()");
        assertThat(failures.get("three()")).contains("to open at most 2 connections, but it opened 3");
    }

    @Test
    void assertions_failWithTheLine() throws IOException {
        Map<String, String> failures = failures(run(selectClass(ShopTests.Assertion.class)));

        assertThat(failures).containsOnlyKeys("fails()", "failsByCount()");
        assertThat(failures.get("fails()")).contains("(ShopTests.java:" + lineOf("assertionFails") + ")");
        assertThat(failures.get("failsByCount()")).contains("at most 1 connection, but it opened 2");
    }
}
