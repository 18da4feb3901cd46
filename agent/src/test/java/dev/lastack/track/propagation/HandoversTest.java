package dev.lastack.track.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.track.stack.RawStack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandoversTest {

    private final Handovers handovers = new Handovers();
    private final RawStack asker = new RawStack(1, new Throwable());

    @Test
    void work_isFoundByIdentity() {
        String work = new String("work");
        handovers.put(work, asker);

        assertThat(handovers.get(work)).isSameAs(asker);
        assertThat(handovers.get(new String("work"))).isNull();
    }

    @Test
    void whatWasAskedForLately_isFound_whateverCameBefore() {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            all.add(new Object());
            handovers.put(all.get(i), asker);
        }

        long found = all.subList(99_900, 100_000).stream()
                .filter(work -> handovers.get(work) != null)
                .count();
        assertThat(found).isGreaterThan(95);
        assertThat(all.stream().filter(work -> handovers.get(work) != null).count())
                .isLessThanOrEqualTo(1 << 13);
    }
}
