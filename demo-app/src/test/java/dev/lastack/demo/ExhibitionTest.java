package dev.lastack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExhibitionTest {

    @Test
    void eachCloseWaitRuleAndTheStalledOne_isShown() {
        assertThat(Exhibition.ALL.stream().map(Exhibit::rule).flatMap(Optional::stream))
                .contains(
                        "close-wait/eof-ignored",
                        "close-wait/unread",
                        "close-wait/slow-close",
                        "close-wait/reclaimed-by-gc",
                        "close-wait/unreachable",
                        "close-wait/close-deferred",
                        "open/stalled-unread-data");
    }

    @Test
    void faults_haveDifferentNumbersOfConnections() {
        List<Integer> numbers = Exhibition.ALL.stream()
                .filter(exhibit -> exhibit.rule().isPresent())
                .map(Exhibit::connections)
                .toList();
        assertThat(numbers).doesNotHaveDuplicates();
    }

    @Test
    void names_areUnique() {
        assertThat(Exhibition.ALL.stream().map(Exhibit::name)).doesNotHaveDuplicates();
    }
}
