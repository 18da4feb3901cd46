package dev.lastack.bench;

import dev.lastack.bench.Fork.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** The rounds of one case, each compared within itself: without the agent, and with it. */
final class Pairs {

    private record Pair(Measured without, Measured with) {}

    private final List<Pair> pairs = new ArrayList<>();

    void add(Measured without, Measured with) {
        pairs.add(new Pair(without, with));
    }

    Spread addedTime() {
        return each((without, with) -> with.time().median() - without.time().median());
    }

    Spread timeRatio() {
        return each((without, with) -> with.time().median() / without.time().median());
    }

    Spread addedBytes() {
        return each((without, with) -> with.bytes().median() - without.bytes().median());
    }

    Spread addedCpuMicros() {
        return each((without, with) ->
                with.cpuMicros().median() - without.cpuMicros().median());
    }

    Spread cpuRatio() {
        return each((without, with) ->
                with.cpuMicros().median() / without.cpuMicros().median());
    }

    double fastestWithout() {
        return each((without, with) -> without.time().median()).min();
    }

    private Spread each(ToDoubleBiFunction<Measured, Measured> compare) {
        return Spread.of(pairs.stream()
                .mapToDouble(pair -> compare.applyAsDouble(pair.without, pair.with))
                .toArray());
    }
}
