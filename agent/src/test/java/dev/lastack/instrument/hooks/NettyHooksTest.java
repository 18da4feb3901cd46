package dev.lastack.instrument.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.instrument.weave.HookedType;
import dev.lastack.instrument.weave.Weaver;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 18: what looks like Netty 4 and is not, and Netty 4 as nobody knows it yet. */
class NettyHooksTest {

    @ParameterizedTest
    @CsvSource({
        "netty.channel.DefaultChannelPipeline, sendUpstream, false",
        "netty.channel.DefaultChannelPipeline, fireChannelRead, true",
        "netty.channel.DefaultChannelConfig, setPipelineFactory, false",
        "netty.channel.DefaultChannelConfig, setAutoRead, true",
    })
    void classesOfNetty3_areLeftAlone_underAnyName(String type, String method, boolean hooked) {
        byte[] classFile = classWith("org/elasticsearch/common/netty/channel/Any", method, "()V");

        assertThat(type(type).mayBeFile().test(classFile)).isEqualTo(hooked);
    }

    @Test
    void descriptorThatDoesNotTellItsEnd_isKnownForWhatItMeans() {
        List<String> missing = new ArrayList<>();
        byte[] classFile = classWith("io/netty/channel/unix/FileDescriptor", "newState", "(II)Z");
        new Weaver(type("netty.channel.unix.FileDescriptor"), missing::add)
                .weave("io/netty/channel/unix/FileDescriptor", null, classFile);

        assertThat(missing).hasSize(1).allMatch(NettyHooks::tellsOfNativeEnds);
    }

    @Test
    void descriptorThatTellsItsEnd_isHooked() {
        List<String> missing = new ArrayList<>();
        byte[] classFile = classWith("io/netty/channel/unix/FileDescriptor", "casState", "(II)Z");

        assertThat(new Weaver(type("netty.channel.unix.FileDescriptor"), missing::add)
                        .weave("io/netty/channel/unix/FileDescriptor", null, classFile))
                .isNotNull();
        assertThat(missing).isEmpty();
    }

    @Test
    void otherMissingHooks_doNotStopTheWatchOfNativeChannels() {
        assertThat(NettyHooks.tellsOfNativeEnds("netty.channel.unix.Socket.shutdown"))
                .isFalse();
        assertThat(NettyHooks.tellsOfNativeEnds("netty.channel.DefaultChannelConfig.setAutoRead"))
                .isFalse();
    }

    private static HookedType type(String name) {
        return NettyHooks.TYPES.stream()
                .filter(type -> type.typeName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A class of an old version, with a field {@code fd} and one method. */
    private static byte[] classWith(String name, String method, String descriptor) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V1_6, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        writer.visitField(0, "fd", "I", null, null).visitEnd();
        var code = writer.visitMethod(0, method, descriptor, null, null);
        code.visitCode();
        if (descriptor.endsWith("V")) {
            code.visitInsn(Opcodes.RETURN);
        } else {
            code.visitInsn(Opcodes.ICONST_1);
            code.visitInsn(Opcodes.IRETURN);
        }
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
