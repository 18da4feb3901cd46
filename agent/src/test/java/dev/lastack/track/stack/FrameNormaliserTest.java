package dev.lastack.track.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Site;
import dev.lastack.track.owner.ApplicationCode;
import dev.lastack.track.owner.ApplicationLocation;
import dev.lastack.track.owner.KnownLibraries;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameNormaliserTest {

    private final FrameNormaliser normaliser = new FrameNormaliser(
            new ApplicationCode(List.of(), KnownLibraries.load(), new ApplicationLocation("com.acme", null)), 4);

    @Test
    void ownFramesAndTheHook_areCut() {
        assertThat(frames("dev.lastack.track.StackTable", "dev.lastack.track.Tracker", "java.net.LastAckHooks", "a.B"))
                .containsExactly("a.B.m(F.java:1)");
    }

    @Test
    void ownFramesFurtherOut_stay() {
        assertThat(frames("a.B", "dev.lastack.track.Tracker"))
                .containsExactly("a.B.m(F.java:1)", "dev.lastack.track.Tracker.m(F.java:1)");
    }

    @Test
    void reflectionsPlumbing_isCutAnywhere() {
        assertThat(frames(
                        "a.B",
                        "jdk.internal.reflect.GeneratedMethodAccessor7",
                        "java.lang.reflect.Method",
                        "java.lang.invoke.LambdaForm$MH",
                        "a.C"))
                .containsExactly("a.B.m(F.java:1)", "a.C.m(F.java:1)");
    }

    @Test
    void depth_boundsWhatIsKept() {
        assertThat(frames("a.A", "a.B", "a.C", "a.D", "a.E")).hasSize(4);
    }

    @Test
    void equalStacks_areTheSameObject() {
        assertThat(normalised("a.B", "a.C")).isSameAs(normalised("a.B", "a.C"));
        assertThat(normalised("a.B", "a.C")).isNotSameAs(normalised("a.C", "a.B"));
    }

    @Test
    void generatedNames_giveOneStackForAllRuns() {
        assertThat(normalised("a.B$$Lambda$14/0x000071", "a.C")).isSameAs(normalised("a.B$$Lambda$99/0x0000aa", "a.C"));
    }

    @Test
    void jvmsOwnManagement_isMarkedWhereverItStands() {
        assertThat(normalised("java.net.ServerSocket", "sun.management.jmxremote.X").jvmManagement)
                .isTrue();
        assertThat(normalised("java.net.ServerSocket", "a.B").jvmManagement).isFalse();
    }

    @Test
    void framesOfTheMainClassesFamily_areTheApplications() {
        assertThat(applicationFrames("java.net.Socket", "net.example.Pool", "com.acme.Shop", "com.acme.Main"))
                .containsExactly(false, false, true, true);
    }

    @Test
    void stackWithoutTheMainClassesFamily_makesDoWithWhatNobodyKnows() {
        assertThat(applicationFrames("java.net.Socket", "net.example.Pool", "java.lang.Thread"))
                .containsExactly(false, true, false);
    }

    @Test
    void stackOfTheJdkOnly_hasNoApplicationFrame() {
        assertThat(applicationFrames("java.net.Socket", "java.lang.Thread")).containsExactly(false, false);
    }

    private List<Boolean> applicationFrames(String... classNames) {
        return normalised(classNames).stack.frames().stream()
                .map(Site::application)
                .toList();
    }

    @Test
    void startOfAThread_standsBelowWhatALibraryDoesOnIt_fromTheApplicationOn() {
        NormalisedStack own = normalised("java.net.Socket", "okhttp3.Connection");
        NormalisedStack start = normalised("java.lang.Thread", "okhttp3.Dispatcher", "com.acme.Shop");

        assertThat(normaliser.joinStart(own, start).stack.frames())
                .extracting(Object::toString)
                .containsExactly(
                        "java.net.Socket.m(F.java:1)",
                        "okhttp3.Connection.m(F.java:1)",
                        "java.lang.Thread.start(Thread.java)",
                        "com.acme.Shop.m(F.java:1)");
    }

    @Test
    void startOfAThread_isFoundBelowADeepStackToo() {
        NormalisedStack own = normalised("java.A", "java.B", "java.C", "java.D");

        NormalisedStack joined =
                normaliser.joinStart(own, normalised("java.lang.Thread", "com.acme.Shop", "com.acme.Main"));

        assertThat(joined.stack.frames()).hasSize(4);
        assertThat(joined.stack.culprit()).hasToString("com.acme.Shop.m(F.java:1)");
    }

    @Test
    void startOfAThread_saysNothing_whereTheApplicationIsOnIt_orHasNotStartedIt() {
        NormalisedStack own = normalised("java.net.Socket", "com.acme.Shop");
        NormalisedStack library = normalised("java.net.Socket", "okhttp3.Connection");

        assertThat(normaliser.joinStart(own, normalised("java.lang.Thread", "com.acme.Main")))
                .isSameAs(own);
        assertThat(normaliser.joinStart(library, normalised("java.lang.Thread", "okhttp3.Dispatcher")))
                .isSameAs(library);
    }

    @Test
    void transport_isThatOfTheThread_notOfWhoStartedIt() {
        NormalisedStack start =
                normalised("java.lang.Thread", "com.acme.Shop", "io.netty.channel.socket.nio.NioSocketChannel");
        assertThat(start.nettyNio).isTrue();

        assertThat(normaliser.joinStart(normalised("java.net.Socket"), start).nettyNio)
                .isFalse();
    }

    @Test
    void noFrames_isTheEmptyStack() {
        assertThat(normalised().stack.isEmpty()).isTrue();
    }

    private List<String> frames(String... classNames) {
        return normalised(classNames).stack.frames().stream()
                .map(Object::toString)
                .toList();
    }

    private NormalisedStack normalised(String... classNames) {
        StackTraceElement[] raw = new StackTraceElement[classNames.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = new StackTraceElement(classNames[i], "m", "F.java", 1);
        }
        return normaliser.normalise(raw, List.of());
    }
}
