package dev.lastack.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** What {@code -javaagent} adds to the start of {@link Hello}, by forks with and without it in turn. */
public final class StartUp {

    private StartUp() {}

    /** In milliseconds. */
    private record Times(double untilMain, double untilEnd) {}

    /** Added milliseconds. */
    record Added(Spread untilMain, Spread untilEnd) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Added added = measure(args.length == 0 ? 20 : Integer.parseInt(args[0]));
        System.out.println("until main: " + added.untilMain() + " ms, until the end: " + added.untilEnd() + " ms");
    }

    static Added measure(int rounds) throws IOException, InterruptedException {
        String report = Files.createDirectories(Jvm.target().resolve("jmh-reports"))
                .resolve("start-up.json")
                .toString();
        List<String> plain = List.of();
        List<String> agent = List.of("-javaagent:" + Jvm.agent() + "=report=" + report);
        // Files into the page cache.
        hello(plain);
        hello(agent);
        double[] untilMain = new double[rounds];
        double[] untilEnd = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            boolean plainFirst = i % 2 == 0;
            Times first = hello(plainFirst ? plain : agent);
            Times second = hello(plainFirst ? agent : plain);
            int sign = plainFirst ? 1 : -1;
            untilMain[i] = sign * (second.untilMain - first.untilMain);
            untilEnd[i] = sign * (second.untilEnd - first.untilEnd);
        }
        return new Added(Spread.of(untilMain), Spread.of(untilEnd));
    }

    private static Times hello(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Jvm.java(), "-cp", System.getProperty("java.class.path")));
        command.addAll(arguments);
        command.add(Hello.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        long begin = System.nanoTime();
        Process process = builder.start();
        long mainAt;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            mainAt = Long.parseLong(String.valueOf(out.readLine()));
        }
        int code = process.waitFor();
        long end = System.nanoTime();
        if (code != 0) {
            throw new IOException("ended with " + code + ": " + command);
        }
        return new Times((mainAt - begin) / 1e6, (end - begin) / 1e6);
    }
}
