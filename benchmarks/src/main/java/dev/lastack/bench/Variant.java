package dev.lastack.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a program is run with, to be compared: no agent, LastAck, or another agent. */
record Variant(String name, List<String> jvmArguments) {

    static final Variant PLAIN = new Variant("without agent", List.of());

    /** The same once more: what these two differ by is the machine's. */
    static final Variant CONTROL = new Variant("control, without agent", List.of());

    /** The program without an agent twice, then LastAck, then the other agent, if there is one. */
    static List<Variant> compared(Variant lastack, @Nullable Variant versus) {
        return versus == null ? List.of(PLAIN, CONTROL, lastack) : List.of(PLAIN, CONTROL, lastack, versus);
    }

    /** With no checks of its report: {@link Programs} looks at that. */
    static Variant lastack(Path reports) {
        return new Variant("LastAck", List.of("-javaagent:" + Jvm.agent() + "=report=" + reports.resolve("%p.json")));
    }

    /** {@code path}, or {@code path=arguments}: as behind {@code -javaagent:}. */
    static Variant versus(String agent) throws IOException {
        int equals = agent.indexOf('=');
        Path jar = Path.of(equals < 0 ? agent : agent.substring(0, equals));
        if (!Files.isRegularFile(jar)) {
            throw new IOException("no agent to compare with at " + jar);
        }
        String name = String.valueOf(jar.getFileName()).replaceAll("\\.jar$", "");
        return new Variant(
                name,
                List.of("-javaagent:" + jar.toAbsolutePath() + agent.substring(equals < 0 ? agent.length() : equals)));
    }
}
