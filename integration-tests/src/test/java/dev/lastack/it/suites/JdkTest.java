package dev.lastack.it.suites;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the JDK's own tests that runs without their harness: a main class that says what it needs in its first comment,
 * and needs no more than sources beside it.
 *
 * @param source its file
 * @param libraries folders of further sources
 * @param exports options that open to it what its {@code @modules} names, for the compiler and the JVM alike
 * @param runs of each {@code @run main}: options of the JVM, the class, arguments
 */
record JdkTest(Path source, List<Path> libraries, List<String> exports, List<List<String>> runs) {

    private static final Pattern TAG = Pattern.compile("@(\\w+)([^@]*)");

    /** What only the harness has: other kinds of tests, steps in between, a choice of hosts. */
    private static final Pattern OF_THE_HARNESS = Pattern.compile(
            "@(compile|requires)\\b|@run\\s+(?!main)|@run\\s+main\\S*/(policy|native|java\\.|bootclass|manual)"
                    + "|@library.*\\.jar");

    private static final Pattern COMMENT = Pattern.compile("/\\*\\s*\\*?\\s*@test.*?\\*/", Pattern.DOTALL);

    /** All tests below these folders, by path. */
    static List<JdkTest> below(Path tests, List<String> folders) throws IOException {
        List<JdkTest> found = new ArrayList<>();
        for (String folder : folders) {
            try (var files = Files.walk(tests.resolve(folder))) {
                for (Path file : files.filter(file -> file.toString().endsWith(".java"))
                        .sorted()
                        .toList()) {
                    JdkTest test = parse(tests, file);
                    if (test != null) {
                        found.add(test);
                    }
                }
            }
        }
        return found;
    }

    private static @Nullable JdkTest parse(Path tests, Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Matcher comment = COMMENT.matcher(text);
        if (!comment.find() || OF_THE_HARNESS.matcher(comment.group()).find() || !text.contains(" main(")) {
            return null;
        }
        List<Path> libraries = new ArrayList<>(List.of(file.getParent()));
        List<String> exports = new ArrayList<>();
        List<List<String>> runs = new ArrayList<>();
        String simpleName = file.getFileName().toString().replace(".java", "");
        Matcher tags = TAG.matcher(comment.group().replaceAll("(?m)^\\s*\\*+/?", " "));
        while (tags.find()) {
            List<String> words = List.of(tags.group(2).strip().split("\\s+"));
            if (tags.group(1).equals("modules")) {
                words.stream().filter(word -> word.contains("/")).forEach(word -> exports.addAll(export(word)));
            } else if (tags.group(1).equals("library")) {
                words.forEach(word -> libraries.add(library(tests, file, word)));
            } else if (tags.group(1).equals("run")) {
                // main/othervm/timeout=140 -Dx=y Class argument
                runs.add(words.subList(1, words.size()));
            }
        }
        if (runs.isEmpty()) {
            runs.add(List.of(simpleName));
        }
        boolean inPackage = Pattern.compile("(?m)^package ").matcher(text).find();
        return inPackage || comment.find() ? null : new JdkTest(file, libraries, exports, runs);
    }

    /** From the repository's own root, or from the test's folder. */
    private static Path library(Path tests, Path file, String name) {
        Path repository = tests.resolve("../..").normalize();
        return name.startsWith("/")
                ? repository.resolve(name.substring(1))
                : file.resolveSibling(name).normalize();
    }

    private static List<String> export(String module) {
        String[] parts = module.split(":", 2);
        String all = parts[0] + "=ALL-UNNAMED";
        return parts.length > 1 && parts[1].contains("open")
                ? List.of("--add-exports", all, "--add-opens", all)
                : List.of("--add-exports", all);
    }

    String name(Path tests) {
        return tests.relativize(source).toString().replace(".java", "");
    }
}
