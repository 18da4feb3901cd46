package dev.lastack.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A tool of the JDK that runs the programs. */
public final class JdkTool {

    private JdkTool() {}

    /** What it printed; it must succeed. */
    public static String run(String tool, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Layout.java().resolveSibling(tool).toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path out = Layout.newRunFolder(tool).resolve("stdout.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(Bounds.PROGRAM.toMillis(), TimeUnit.MILLISECONDS);
        String printed = Files.readString(out);
        assertThat(ended && process.exitValue() == 0)
                .as("%s: %s", command, printed)
                .isTrue();
        return printed;
    }
}
