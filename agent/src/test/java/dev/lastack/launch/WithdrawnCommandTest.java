package dev.lastack.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.lastack.attach.protocol.Invitation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 17: what an interrupted command leaves in the JVM that it has asked already. */
class WithdrawnCommandTest {

    @TempDir
    private Path tmp;

    private static String errorsOfAttach(String arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Agent.agentmain(arguments, mock(Instrumentation.class));
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void jarThatTheCommandHasTakenAway_isNothingToSay() {
        String gone = tmp.resolve(".lastack-1-2-3.jar").toString();

        assertThat(errorsOfAttach(new Invitation("token", gone).toArgument())).isEmpty();
    }

    @Test
    void jarThatIsNone_isOneLine() throws Exception {
        Path broken = Files.writeString(tmp.resolve("lastack.jar"), "no jar");

        assertThat(errorsOfAttach(new Invitation("token", broken.toString()).toArgument()))
                .startsWith("lastack: not started, the application runs without it: ")
                .hasLineCount(1);
    }
}
