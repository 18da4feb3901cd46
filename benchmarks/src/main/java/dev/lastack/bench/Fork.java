package dev.lastack.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs one case of one benchmark in a JVM of its own, by JMH. */
final class Fork {

    private static final String BYTES = "gc.alloc.rate.norm";

    private final RunPlan plan;
    private final Peer peer;
    private final Path logs;
    private final Path reports;
    private int runs;

    Fork(RunPlan plan, Peer peer) throws IOException {
        this.plan = plan;
        this.peer = peer;
        this.logs = Files.createDirectories(Jvm.target().resolve("jmh-logs"));
        this.reports = Files.createDirectories(Jvm.target().resolve("jmh-reports"));
    }

    /** For one operation; the time in the benchmark's unit. */
    record Measured(Spread time, Spread bytes, Spread cpuMicros) {}

    Measured withoutAgent(String benchmark, Map<String, String> parameters) throws RunnerException {
        return run(benchmark, parameters, List.of());
    }

    /** Fails if the agent saw nothing, or had to suppress an error. */
    Measured withAgent(String benchmark, Map<String, String> parameters, int atLeast)
            throws RunnerException, IOException {
        AgentReport.clear(reports);
        Measured measured = run(benchmark, parameters, List.of(agent()));
        AgentReport.check(reports, atLeast);
        return measured;
    }

    /** The agent brings the hooks' class; the benchmark puts a tracking of its own behind it. */
    Measured hooksAlone(String benchmark, Map<String, String> parameters) throws RunnerException {
        return run(benchmark, parameters, List.of(agent(), "--add-exports", "java.base/sun.nio.ch=ALL-UNNAMED"));
    }

    private String agent() {
        return "-javaagent:" + Jvm.agent() + "=report=" + reports.resolve("%p.json");
    }

    private Measured run(String benchmark, Map<String, String> parameters, List<String> more) throws RunnerException {
        runs++;
        System.err.println(benchmark + " " + parameters + (more.isEmpty() ? "" : " with agent"));
        // A fixed heap: growing it is noise. The rest is as the JVM has it.
        List<String> arguments = new ArrayList<>(List.of("-Xms512m", "-Xmx512m", peer.jvmArgument()));
        arguments.addAll(more);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + benchmark.replace(".", "\\.") + "$")
                .forks(1)
                .warmupIterations(plan.iterations())
                .warmupTime(plan.iteration())
                .measurementIterations(plan.iterations())
                .measurementTime(plan.iteration())
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .jvmArgsAppend(arguments.toArray(new String[0]))
                .shouldFailOnError(true)
                .output(logs.resolve(runs + "-" + benchmark + ".log").toString());
        parameters.forEach(options::param);
        return measured(new Runner(options.build()).run());
    }

    private static Measured measured(Collection<RunResult> results) {
        if (results.size() != 1) {
            throw new IllegalStateException("one case was meant, not " + results.size());
        }
        RunResult result = results.iterator().next();
        List<IterationResult> iterations = new ArrayList<>();
        result.getBenchmarkResults().forEach(fork -> iterations.addAll(fork.getIterationResults()));
        return new Measured(
                spread(iterations, i -> i.getPrimaryResult().getScore()),
                spread(iterations, i -> secondary(i, BYTES)),
                spread(iterations, i -> secondary(i, CpuProfiler.MICROS)));
    }

    private static Spread spread(List<IterationResult> iterations, ToDoubleFunction<IterationResult> value) {
        return Spread.of(iterations.stream().mapToDouble(value).toArray());
    }

    private static double secondary(IterationResult iteration, String name) {
        Result<?> result = iteration.getSecondaryResults().get(name);
        if (result == null) {
            throw new IllegalStateException("JMH gave no " + name);
        }
        return result.getScore();
    }
}
