package dev.lastack.it.harness;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.Charset;

/**
 * The command line of the packaged jar, in this JVM: its classes are loaded once. To start {@code java -jar lastack.jar}
 * takes ten times the processor time of most commands.
 */
final class LoadedCommandLine {

    private static final LoadedCommandLine OF_THE_JAR = new LoadedCommandLine();

    private final Constructor<?> stream;
    private final Method run;

    private LoadedCommandLine() {
        try {
            Class<?> streams = LoadedJar.CLASSES.loadClass("dev.lastack.cli.terminal.StandardStream");
            stream = streams.getDeclaredConstructor(OutputStream.class, String.class);
            stream.setAccessible(true);
            run = LoadedJar.CLASSES
                    .loadClass("dev.lastack.cli.Main")
                    .getDeclaredMethod("run", streams, streams, String[].class);
            run.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the jar's command line is another one", e);
        }
    }

    static CommandLine.Outcome run(String... arguments) {
        return OF_THE_JAR.invoke(arguments);
    }

    private CommandLine.Outcome invoke(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(LoadedJar.CLASSES);
        try {
            Object exitCode = run.invoke(
                    null,
                    stream.newInstance(out, "/proc/self/fd/1"),
                    stream.newInstance(err, "/proc/self/fd/2"),
                    arguments);
            Charset charset = Charset.defaultCharset();
            return new CommandLine.Outcome((int) exitCode, out.toString(charset), err.toString(charset));
        } catch (InvocationTargetException e) {
            throw new AssertionError("a command threw", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
