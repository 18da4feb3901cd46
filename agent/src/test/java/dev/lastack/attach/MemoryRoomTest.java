package dev.lastack.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryRoomTest {

    private static final String YOUNG = "sun.gc.generation.0.maxCapacity";
    private static final String OLD = "sun.gc.generation.1.maxCapacity";
    private static final String EDEN_MOST = "sun.gc.generation.0.space.0.maxCapacity";
    private static final String EDEN = "sun.gc.generation.0.space.0.used";
    private static final String SURVIVOR = "sun.gc.generation.0.space.1.used";
    private static final String OLD_USED = "sun.gc.generation.1.space.0.used";

    /** Numbers as JDK 17 and 25 give them, for a heap of 100. */
    @Test
    void generationsThatShareTheHeap_countOnce() throws Exception {
        assertThat(free(Map.of(YOUNG, 124L, OLD, 100L, EDEN, 0L, SURVIVOR, 5L, OLD_USED, 60L)))
                .as("G1 on 17, whose young generation is said to have 24 bytes more")
                .isEqualTo(35);
        assertThat(free(Map.of(YOUNG, 100L, OLD, 100L, OLD_USED, 90L)))
                .as("ZGC on 25")
                .isEqualTo(10);
        assertThat(free(Map.of(OLD, 100L, OLD_USED, 90L))).as("ZGC on 17").isEqualTo(10);
        assertThat(free(Map.of(YOUNG, 0L, OLD, 100L, OLD_USED, 90L)))
                .as("Shenandoah")
                .isEqualTo(10);
    }

    @Test
    void generationsOfTheirOwn_areAdded_withoutTheSurvivors() throws Exception {
        Map<String, Long> serial = Map.of(
                YOUNG, 22_000L, OLD, 44_000L, EDEN_MOST, 17_000L, EDEN, 10_000L, SURVIVOR, 2_000L, OLD_USED, 40_000L);

        assertThat(free(serial)).isEqualTo(4_000 + 7_000);
    }

    @Test
    void unknown_isEndless() throws Exception {
        assertThat(free(Map.of())).isEqualTo(Long.MAX_VALUE);
        assertThat(free(Map.of(OLD, 0L, OLD_USED, 5L))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void metaspace_isWhatIsNotCommitted() {
        assertThat(MemoryRoom.freeMetaspace(List.of(
                        "Virtual space:",
                        "  Non-class space:  67108864 bytes reserved,  327680 bytes ( <1%) committed,  1 nodes.",
                        "             Both:  100663296 bytes reserved,  30000000 bytes ( 29%) committed. ",
                        "Chunk freelists:",
                        "        Both:  29084672 bytes",
                        "MaxMetaspaceSize: 33554432 bytes")))
                .isEqualTo(3_554_432);
        assertThat(MemoryRoom.freeMetaspace(List.of(
                        "Both:  100663296 bytes reserved,  30000000 bytes ( 29%) committed.",
                        "MaxMetaspaceSize: unlimited")))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(MemoryRoom.freeMetaspace(List.of("1", "no such command"))).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "'         0          0 4294967295', true",
                "'', true",
                "'         0      65534          1', false",
                "'         0       1000          1\n         1     100000      65536', false",
                "'         0          0          1\n         1     100000      65536', true",
                "'      1000          0          1', false"
            })
    void rootOfThisHost_isRootInside(String map, boolean root) {
        assertThat(TargetProcess.isRootInside(map)).isEqualTo(root);
    }

    private static long free(Map<String, Long> numbers) throws Exception {
        return MemoryRoom.freeHeap(PerformanceData.parse(file(numbers)));
    }

    /** A file of HotSpot's with these numbers. */
    private static byte[] file(Map<String, Long> numbers) {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        numbers.forEach((name, value) -> {
            byte[] text = (name + "\0").getBytes(StandardCharsets.UTF_8);
            int data = (20 + text.length + 7) / 8 * 8;
            entries.writeBytes(ByteBuffer.allocate(data + 8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(data + 8)
                    .putInt(20)
                    .putInt(0)
                    .put(new byte[] {'J', 0, 0, 0})
                    .putInt(data)
                    .put(text)
                    .putLong(data, value)
                    .array());
        });
        return ByteBuffer.allocate(32 + entries.size())
                .put(new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xC0, (byte) 0xC0, 1, 2, 0, 1})
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(24, 32)
                .putInt(28, numbers.size())
                .position(32)
                .put(entries.toByteArray())
                .array();
    }
}
