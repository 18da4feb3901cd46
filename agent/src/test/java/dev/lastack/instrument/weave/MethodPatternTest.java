package dev.lastack.instrument.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;

class MethodPatternTest {

    @Test
    void method_matchesByNameAndExactParameters() {
        assertThat(matched(MethodPattern.method("connect", MethodPattern.SOCKET_ADDRESS, "int")))
                .containsExactly("connect(SocketAddress,int)");
        assertThat(matched(MethodPattern.method("close"))).containsExactly("close()");
    }

    @Test
    void method_withOtherParameterTypes_doesNotMatch() {
        assertThat(matched(MethodPattern.method("connect", MethodPattern.SOCKET_ADDRESS, "long")))
                .isEmpty();
        assertThat(matched(MethodPattern.method("connect", "int", MethodPattern.SOCKET_ADDRESS)))
                .isEmpty();
        assertThat(matched(MethodPattern.method("connect", MethodPattern.SOCKET_ADDRESS)))
                .isEmpty();
    }

    @Test
    void arrayParameter_isNamedAsTheVmDoes() {
        assertThat(matched(MethodPattern.method("read", "[B", "int", "int"))).containsExactly("read(byte[],int,int)");
    }

    @Test
    void nativeMethod_isNeverMatched() {
        assertThat(matched(MethodPattern.method("peek", MethodPattern.DESCRIPTOR)))
                .isEmpty();
        assertThat(matched(MethodPattern.methodOnDescriptor("peek"))).isEmpty();
    }

    @Test
    void methodOnDescriptor_takesWhateverFollowsTheDescriptor() {
        assertThat(matched(MethodPattern.methodOnDescriptor("preClose")))
                .containsExactlyInAnyOrder("preClose(FileDescriptor)", "preClose(FileDescriptor,long,long)");
    }

    @Test
    void methodNamed_matchesByTheNumberOfParameters() {
        assertThat(matched(MethodPattern.methodNamed("shutdown", 0, 2))).containsExactly("shutdown(boolean,boolean)");
    }

    @Test
    void methodTaking_leavesThePackageOpen() {
        assertThat(matched(MethodPattern.methodTaking("write", "java.lang.Object", "boolean", "*FileDescriptor")))
                .containsExactly("write(Object,boolean,FileDescriptor)");
        assertThat(matched(MethodPattern.methodTaking("write", "java.lang.Object", "boolean", "*ChannelPromise")))
                .isEmpty();
    }

    @Test
    void constructor_matchesByParametersOnly() {
        assertThat(matched(MethodPattern.constructor(MethodPattern.DESCRIPTOR)))
                .containsExactly("<init>(FileDescriptor)");
        assertThat(matched(MethodPattern.constructor("int"))).isEmpty();
    }

    private static List<String> matched(MethodPattern pattern) {
        return ClassShape.of(new ClassReader(ClassFiles.bytes(Target.class)), null).methods().stream()
                .filter(pattern::matches)
                .map(method -> method.name()
                        + Arrays.stream(method.parameters())
                                .map(Type::getClassName)
                                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                                .collect(Collectors.joining(",", "(", ")")))
                .toList();
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

        abstract void shutdown();

        void shutdown(boolean input, boolean output) {}

        void write(Object message, boolean flush, FileDescriptor promise) {}
    }
}
