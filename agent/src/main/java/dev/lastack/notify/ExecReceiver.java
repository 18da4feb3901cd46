package dev.lastack.notify;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/**
 * A program that gets the finding on its standard input. No shell, no arguments, and no longer than it may take: its
 * output is thrown away, and when the time is up, or the JVM ends, it is killed with all that it has started.
 */
final class ExecReceiver implements Receiver {

    private static final long MOST_MILLIS = 10_000;

    private static final long TO_DIE_MILLIS = 1_000;

    private final String program;
    private final long mostMillis;

    ExecReceiver(String program) {
        this(program, MOST_MILLIS);
    }

    ExecReceiver(String program, long mostMillis) {
        this.program = program;
        this.mostMillis = mostMillis;
    }

    @Override
    public boolean isOutside() {
        return true;
    }

    @Override
    public void deliver(Message message) throws NotDelivered, InterruptedException {
        Process process = start();
        try {
            write(message.json(), process);
            if (!process.waitFor(mostMillis, TimeUnit.MILLISECONDS)) {
                throw new NotDelivered("killed, as it took more than " + mostMillis + " ms");
            }
            if (process.exitValue() != 0) {
                throw new NotDelivered("ended with exit code " + process.exitValue());
            }
        } finally {
            end(process);
        }
    }

    private Process start() throws NotDelivered {
        ProcessBuilder builder =
                new ProcessBuilder(program).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().keySet().removeIf(ExecReceiver::wouldWatchItToo);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new NotDelivered(reason(e));
        }
    }

    /** A program in Java would get LastAck, and its findings would start the program again. */
    private static boolean wouldWatchItToo(String variable) {
        return variable.startsWith("LASTACK_")
                || variable.equals("JAVA_TOOL_OPTIONS")
                || variable.equals("JDK_JAVA_OPTIONS");
    }

    @Override
    public String missing() {
        File file = new File(program);
        if (!file.exists()) {
            return "no such program";
        }
        return file.isDirectory() || !file.canExecute() ? "not a program that may be executed" : "";
    }

    private String reason(IOException e) {
        String missing = missing();
        return missing.isEmpty() ? String.valueOf(e.getMessage()) : missing;
    }

    /** The pipe has room for all of it: a program that does not read holds up nobody. See FindingDocument. */
    private static void write(byte[] json, Process process) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(json);
        } catch (IOException e) {
            // it has ended, or closed its input, and need not read
        }
    }

    /** Its children too, which would be nobody's. */
    private static void end(Process process) throws InterruptedException {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            boolean interrupted = Thread.interrupted();
            process.waitFor(TO_DIE_MILLIS, TimeUnit.MILLISECONDS);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
