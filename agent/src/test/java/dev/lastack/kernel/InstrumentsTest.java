package dev.lastack.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InstrumentsTest {

    private static final int PROOFS = 40;

    @Test
    void onLinux_everyInstrumentProvesItself() {
        Instruments instruments = Instruments.proved();

        assertThat(instruments.probe().works()).isTrue();
        assertThat(instruments.finWatch().works()).isTrue();
        assertThat(instruments.notes()).isEmpty();
        instruments.finWatch().close();
    }

    @Test
    void proof_leavesNoDescriptorBehind() throws IOException {
        Instruments.proved().finWatch().close(); // whatever the JDK opens once is open now
        long before = descriptors();
        for (int proof = 0; proof < PROOFS; proof++) {
            Instruments.proved().finWatch().close();
        }

        // what threads of other tests open and close meanwhile is less than one for each
        assertThat(descriptors() - before).isLessThan(PROOFS);
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            return links.count();
        }
    }
}
