package dev.lastack.it.suites;

import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.PublishedTests;
import dev.lastack.it.harness.Report;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** All tests of a jar, or some of its classes, run once by JUnit's console launcher in a JVM of their own. */
final class SuiteRun {

    private static final long MOST_MINUTES = 15;
    private static final String UNIQUE_ID = "unique-id: ";

    private final PublishedTests tests;
    private final boolean agent;
    private final Path folder;

    SuiteRun(String name, PublishedTests tests, boolean agent) {
        this.tests = tests;
        this.agent = agent;
        this.folder = Layout.newRunFolder(name + (agent ? "-agent" : "-plain"));
    }

    /** @param selected options of the launcher that say which */
    Results run(List<String> selected) throws Exception {
        List<String> command = new ArrayList<>(List.of(Layout.java().toString()));
        if (agent) {
            command.add("-javaagent:" + Layout.agentJar() + "=report=" + report() + ",report-timeout=2m");
        }
        command.add("-cp");
        command.add(tests.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.addAll(List.of("org.junit.platform.console.ConsoleLauncher", "execute"));
        command.addAll(List.of("--include-classname", tests.classes()));
        command.addAll(List.of("--details", "none", "--disable-banner", "--reports-dir", folder.toString()));
        command.addAll(selected);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        try {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("still running after " + MOST_MINUTES + " min: " + folder);
            }
        } finally {
            process.destroyForcibly();
        }
        return results();
    }

    Results runAll() throws Exception {
        return run(List.of("--scan-classpath", tests.jar().toString()));
    }

    Report reported() {
        return Report.read(report());
    }

    private Path report() {
        return folder.resolve("lastack.json");
    }

    private Results results() throws IOException, ParserConfigurationException, SAXException {
        Map<String, String> byTest = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
            for (Path file : files) {
                NodeList cases = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getElementsByTagName("testcase");
                for (int i = 0; i < cases.getLength(); i++) {
                    Element one = (Element) cases.item(i);
                    byTest.put(id(one), how(one));
                }
            }
        }
        if (byTest.isEmpty()) {
            throw new AssertionError("no test was run: " + folder.resolve("output.txt"));
        }
        return new Results(byTest);
    }

    /** The launcher writes it first into a test's output; names alone may be there twice. */
    private static String id(Element test) {
        return test.getTextContent()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(UNIQUE_ID))
                .map(line -> line.substring(UNIQUE_ID.length()))
                .findFirst()
                .orElseGet(() -> test.getAttribute("classname") + "." + test.getAttribute("name"));
    }

    private static String how(Element test) {
        boolean failed = test.getElementsByTagName("failure").getLength() > 0
                || test.getElementsByTagName("error").getLength() > 0;
        return failed ? "failed" : test.getElementsByTagName("skipped").getLength() > 0 ? "skipped" : "passed";
    }
}
