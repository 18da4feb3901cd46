package dev.lastack.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One of those that are compared. */
record Side(String name, List<String> jvmArguments) {

    static final Side PLAIN = new Side("without agent", List.of());

    /** With no checks of its report: {@link Programs} looks at that. */
    static Side lastack(Path reports) {
        return new Side("LastAck", List.of("-javaagent:" + Jvm.agent() + "=report=" + reports.resolve("%p.json")));
    }

    /** {@code path}, or {@code path=arguments}: as behind {@code -javaagent:}. */
    static Side versus(String agent) throws IOException {
        int equals = agent.indexOf('=');
        Path jar = Path.of(equals < 0 ? agent : agent.substring(0, equals));
        if (!Files.isRegularFile(jar)) {
            throw new IOException("no agent to compare with at " + jar);
        }
        String name = String.valueOf(jar.getFileName()).replaceAll("\\.jar$", "");
        return new Side(
                name,
                List.of("-javaagent:" + jar.toAbsolutePath() + agent.substring(equals < 0 ? agent.length() : equals)));
    }
}
