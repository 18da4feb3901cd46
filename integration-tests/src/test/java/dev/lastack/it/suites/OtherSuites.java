package dev.lastack.it.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.PublishedTests;
import dev.lastack.it.harness.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published tests of projects that live on sockets, test by test the same with the agent as without it (issue 17).
 * What differs is run again, both ways: a test that ends now so and now so without the agent says nothing about it.
 */
@Execution(ExecutionMode.SAME_THREAD) // each has the machine to itself
class OtherSuites {

    private static final String ALL = "httpcore5,httpclient5,netty,netty-epoll,jetty-server,undertow";
    private static final int AGAIN = 3;
    private static final Pattern CLASS = Pattern.compile("\\[(?:class|runner):([^\\]]+)\\]");

    /** Some of them with {@code -Dlastack.suites=netty,undertow}. */
    static Stream<String> suites() {
        return Stream.of(System.getProperty("lastack.suites", ALL).split(","));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void resultsAreTheSame(String name) throws Exception {
        PublishedTests tests = PublishedTests.of(name);
        long begin = System.nanoTime();
        Results without = new SuiteRun(name, tests, false).runAll();
        long between = System.nanoTime();
        SuiteRun withAgent = new SuiteRun(name, tests, true);
        Results with = withAgent.runAll();
        long end = System.nanoTime();

        Set<String> differing = new TreeSet<>(with.differingFrom(without));
        Set<String> unsteady = new TreeSet<>();
        for (int again = 0; again < AGAIN && !differing.isEmpty(); again++) {
            Results plain = new SuiteRun(name, tests, false).run(classes(differing));
            Results hooked = new SuiteRun(name, tests, true).run(classes(differing));
            for (String test : List.copyOf(differing)) {
                if (!hooked.differingFrom(plain).contains(test)) {
                    differing.remove(test);
                    unsteady.add(test);
                }
            }
        }

        Report report = withAgent.reported();
        System.out.printf(
                "SUITE | %s | %d | %d | %d | %d | %d | %d | %d | %d s | %d s |%n",
                name,
                without.byTest().size(),
                without.count("passed"),
                without.count("failed"),
                unsteady.size(),
                report.total("opened"),
                report.observation("untrackedSockets"),
                report.observation("suppressedErrors"),
                (between - begin) / 1_000_000_000,
                (end - between) / 1_000_000_000);
        unsteady.forEach(test -> System.out.println("UNSTEADY " + test));
        assertThat(without.count("passed")).as("tests that can tell").isPositive();
        assertThat(differing).as("%s", with.describe(differing, without)).isEmpty();
        assertThat(report.observation("suppressedErrors")).isZero();
    }

    private static List<String> classes(Set<String> tests) {
        Set<String> classes = new TreeSet<>();
        for (String test : tests) {
            Matcher matcher = CLASS.matcher(test);
            if (matcher.find()) {
                classes.add(matcher.group(1));
            }
        }
        List<String> options = new ArrayList<>();
        classes.forEach(one -> options.addAll(List.of("--select-class", one)));
        return options;
    }
}
