package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastack.it.harness.CommandLine;
import dev.lastack.it.harness.CommandLine.Outcome;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM is named by what it runs, as {@code jcmd} allows; where that is no JVM or several, nobody is touched (issue 17). */
class NameIT {

    private static final int FAILED = 2;
    private static final int NO_SUCH_JVM = 4;

    private final CommandLine lastack = CommandLine.ofThisJdk();

    /** No other test's JVM is called so. A jar with a space, which HotSpot keeps in one string with the arguments. */
    private final String word = UUID.randomUUID().toString();

    private final String name = "my " + word + ".jar";

    @ParameterizedTest
    @ValueSource(strings = {"my %s.jar", "%s.jar", "%s", "y %s.j"})
    void everyCommand_takesTheOneJvmOfThatName(String pattern) throws IOException {
        String called = pattern.replace("%s", word);
        try (RunningJvm program = program().start()) {
            program.awaitLine("READY");

            assertThat(lastack.run("attach", called).succeeded().out()).contains("(pid " + program.pid() + ",");
            String report =
                    lastack.run("report", called, "--format=json").succeeded().out();
            assertThat(new ObjectMapper().readTree(report).at("/jvm/pid").asLong())
                    .isEqualTo(program.pid());
            lastack.run("watch", called, "--count=1").succeeded();
            assertThat(lastack.run("detach", called).succeeded().out()).contains(Long.toString(program.pid()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"attach", "report", "watch", "detach", "owners"})
    void severalOfThatName_areNamed_andNoneIsTouched(String command) throws IOException {
        try (RunningJvm one = program().start();
                RunningJvm two = program().start()) {
            one.awaitLine("READY");
            two.awaitLine("READY");

            Outcome outcome =
                    command.equals("owners") ? lastack.run(command, name, "--yes") : lastack.run(command, name);

            assertThat(outcome.exitCode()).isEqualTo(FAILED);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("lastack: '" + name + "' is what several JVMs run: ")
                    .contains(one.pid() + " (" + name + ")", two.pid() + " (" + name + ")");
            for (RunningJvm program : new RunningJvm[] {one, two}) {
                program.say("end");
                assertThat(program.awaitEnd().succeeded().stderr()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"attach", "report", "detach"})
    void noneOfThatName(String command) {
        assertThat(lastack.run(command, name))
                .isEqualTo(new Outcome(
                        NO_SUCH_JVM, "", "lastack: '" + name + "' is neither a process id nor what a JVM here runs\n"));
    }

    /** The jar holds a manifest alone. */
    private ForkedJvm program() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "dev.lastack.it.programs.scarce.FewDescriptors");
        main.put(Attributes.Name.CLASS_PATH, Layout.programs().toUri().toString());
        Path jar = Layout.newRunFolder("named").resolve(name);
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return ForkedJvm.runningJar(jar).args("a", "b");
    }
}
