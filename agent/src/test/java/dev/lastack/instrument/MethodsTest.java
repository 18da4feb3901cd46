package dev.lastack.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.junit.jupiter.api.Test;

class MethodsTest {

    @Test
    void method_matchesByNameAndExactParameters() {
        assertThat(matched(Methods.method("connect", Methods.SOCKET_ADDRESS, "int")))
                .containsExactly("connect(SocketAddress,int)");
        assertThat(matched(Methods.method("close"))).containsExactly("close()");
    }

    @Test
    void method_withOtherParameterTypes_doesNotMatch() {
        assertThat(matched(Methods.method("connect", Methods.SOCKET_ADDRESS, "long")))
                .isEmpty();
        assertThat(matched(Methods.method("connect", "int", Methods.SOCKET_ADDRESS)))
                .isEmpty();
        assertThat(matched(Methods.method("connect", Methods.SOCKET_ADDRESS))).isEmpty();
    }

    @Test
    void arrayParameter_isNamedAsTheVmDoes() {
        assertThat(matched(Methods.method("read", "[B", "int", "int"))).containsExactly("read(byte[],int,int)");
    }

    @Test
    void nativeMethod_isNeverMatched() {
        assertThat(matched(Methods.method("peek", Methods.DESCRIPTOR))).isEmpty();
        assertThat(matched(Methods.methodOnDescriptor("peek"))).isEmpty();
    }

    @Test
    void methodOnDescriptor_takesWhateverFollowsTheDescriptor() {
        assertThat(matched(Methods.methodOnDescriptor("preClose")))
                .containsExactlyInAnyOrder("preClose(FileDescriptor)", "preClose(FileDescriptor,long,long)");
    }

    @Test
    void constructor_matchesByParametersOnly() {
        assertThat(matched(Methods.constructor(Methods.DESCRIPTOR))).containsExactly("<init>(FileDescriptor)");
        assertThat(matched(Methods.constructor("int"))).isEmpty();
    }

    private static List<String> matched(ElementMatcher<MethodDescription> matcher) {
        List<String> found = new ArrayList<>();
        for (MethodDescription method :
                TypeDescription.ForLoadedType.of(Target.class).getDeclaredMethods()) {
            if (matcher.matches(method)) {
                List<String> types = new ArrayList<>();
                method.getParameters()
                        .forEach(p -> types.add(p.getType().asErasure().getSimpleName()));
                found.add(method.getInternalName() + "(" + String.join(",", types) + ")");
            }
        }
        return found;
    }

    @SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable"})
    private abstract static class Target {
        Target(FileDescriptor fd) {}

        void connect(SocketAddress address, int millis) {}

        void connect(String host, int port) {}

        void close() {}

        void close(FileDescriptor fd) {}

        int read(byte[] bytes, int offset, int length) {
            return 0;
        }

        int read(char[] chars, int offset, int length) {
            return 0;
        }

        native int peek(FileDescriptor fd);

        void preClose(FileDescriptor fd) {}

        void preClose(FileDescriptor fd, long reader, long writer) {}

        void preClose(long reader, FileDescriptor fd) {}

        void preClose() {}
    }
}
