package dev.lastack.track.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RawStackTest {

    private static int before(RawStack stack) {
        int count = 0;
        for (@Nullable RawStack next = stack.beforeRest(); next != null && count < 1_000; next = next.beforeRest()) {
            count++;
        }
        return count;
    }

    /** Scripts and generated code have ever new stacks, and one long-lived connection goes through all of them. */
    @Test
    void everNewStacks_areNotAllKept() {
        RawStack last = RawStack.unseen();
        for (int i = 0; i < 500; i++) {
            RawStack next = RawStack.unseen();
            next.writtenAfterRest(last);
            last = next;
        }

        assertThat(before(last)).isEqualTo(16);
    }

    @Test
    void tasksThatTakeTurns_areKnownToEachOther() {
        List<RawStack> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tasks.add(RawStack.unseen());
        }
        for (int turn = 1; turn < 100; turn++) {
            tasks.get(turn % 5).writtenAfterRest(tasks.get((turn - 1) % 5));
        }

        for (int i = 0; i < 5; i++) {
            assertThat(tasks.get(i).beforeRest()).isSameAs(tasks.get((i + 4) % 5));
        }
    }

    @Test
    void oneTaskAlone_isBeforeItself() {
        RawStack only = RawStack.unseen();
        only.writtenAfterRest(only);
        only.writtenAfterRest(only);

        assertThat(only.beforeRest()).isSameAs(only);
    }
}
