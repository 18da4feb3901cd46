package dev.lastack.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentOnCommandTest {

    private static final AgentOnCommand AGENT = new AgentOnCommand(Path.of("/opt/my tools/lastack.jar"), "report=-");
    private static final String OPTION = "-javaagent:/opt/my tools/lastack.jar=report=-";

    @Test
    void java_getsAnArgument_beforeAllOthers() {
        ProcessBuilder direct = AGENT.prepare(List.of("/opt/jdk/bin/java", "-jar", "app.jar"));

        assertThat(direct.command()).containsExactly("/opt/jdk/bin/java", OPTION, "-jar", "app.jar");
        assertThat(direct.environment()).doesNotContainValue("\"" + OPTION + "\"");
    }

    /** Quoted, as the java launcher reads it. */
    @Test
    void script_getsTheVariable_behindWhatIsInIt() {
        ProcessBuilder script = AGENT.prepare(List.of("./gradlew", "test"));

        assertThat(script.command()).containsExactly("./gradlew", "test");
        assertThat(script.environment().get(AgentOnCommand.VARIABLE)).endsWith("\"" + OPTION + "\"");
    }

    @Test
    void whatOnlyBeginsOrEndsLikeJava_isAScript() {
        assertThat(AgentOnCommand.isJava("java")).isTrue();
        assertThat(AgentOnCommand.isJava("bin/notjava")).isFalse();
        assertThat(AgentOnCommand.isJava("java.sh")).isFalse();
    }
}
