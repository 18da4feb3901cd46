package dev.lastack.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A program of this module in a JVM of its own, which answers a line by a line, and ends with its standard input. */
final class TalkingProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;
    private final OutputStream in;

    TalkingProcess(List<String> jvmArguments, Class<?> program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Jvm.java(), "-Xms512m", "-Xmx512m"));
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        for (Object argument : arguments) {
            command.add(String.valueOf(argument));
        }
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        in = process.getOutputStream();
    }

    void say(String line) throws IOException {
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    long answer() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the program ended instead of answering");
        }
        return Long.parseLong(line.strip());
    }

    long ask(String line) throws IOException {
        say(line);
        return answer();
    }

    /** Waits for its end: what it writes then, such as a report, is there afterwards. */
    @Override
    public void close() throws IOException {
        in.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
