package dev.lastack.track.close;

import static dev.lastack.track.close.SimulatedTcp.ECONNRESET;
import static dev.lastack.track.close.SimulatedTcp.EPIPE;

import dev.lastack.kernel.AtClose;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every sequence of events, of any length, that one connection can live through, as {@link CloseOrder} is told of it.
 *
 * <p>What was told fits several courses of the wire: a FIN may have come a moment before the question or after it. So a
 * {@link Moment} is what was concluded, together with all simulated connections that would have given the same answers
 * so far. There are finitely many, and each is visited once. A verdict is right if it is true of one of them: where all
 * agree, it must be theirs, and where they do not, nobody could know.
 */
final class EveryOrderOfEvents {

    enum Stage {
        OPEN,
        /** Between the hooks of shutdownOutput. */
        HALF_CLOSING,
        /** close() was called; the JDK may have sent our FIN, the descriptor is not given back yet. */
        CLOSING,
        RELEASED
    }

    /** @param path how it was reached, for people; not part of its identity */
    record Moment(Stage stage, int order, Set<SimulatedTcp> possible, String path) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Moment m && m.stage == stage && m.order == order && m.possible.equals(possible);
        }

        @Override
        public int hashCode() {
            return (stage.hashCode() * 31 + order) * 31 + possible.hashCode();
        }

        @Override
        public String toString() {
            return path + " -> " + CloseOrder.firstCloser(order) + ", on the wire " + all(SimulatedTcp::first);
        }

        <T> Set<T> all(Function<SimulatedTcp, T> question) {
            return possible.stream().map(question).collect(Collectors.toSet());
        }
    }

    private final boolean kernelAnswers;
    private final Set<Moment> seen = new LinkedHashSet<>();
    private final Deque<Moment> next = new ArrayDeque<>();

    private EveryOrderOfEvents(boolean kernelAnswers) {
        this.kernelAnswers = kernelAnswers;
    }

    static Set<Moment> whereTheKernelAnswers() {
        return new EveryOrderOfEvents(true).explore();
    }

    static Set<Moment> whereTheKernelIsSilent() {
        return new EveryOrderOfEvents(false).explore();
    }

    private Set<Moment> explore() {
        reach(Stage.OPEN, CloseOrder.OPEN, Set.of(SimulatedTcp.OPEN), "opened");
        while (!next.isEmpty()) {
            Moment moment = next.remove();
            switch (moment.stage) {
                case OPEN -> fromOpen(moment);
                case HALF_CLOSING -> fromHalfClosing(moment);
                case CLOSING -> fromClosing(moment);
                case RELEASED -> {}
            }
        }
        return seen;
    }

    private void fromOpen(Moment m) {
        reads(m);
        writes(m);
        watcherLooks(m);
        call(m, "linger 0", m.order, SimulatedTcp::setLingerZero);
        call(m, "shutdownInput", CloseOrder.inputShut(m.order), SimulatedTcp::shutdownInput);
        if (!CloseOrder.outputShut(m.order)) {
            ask(m, SimulatedTcp::state, state -> {
                int order = CloseOrder.outputShutting(m.order, state);
                return new Step(Stage.HALF_CLOSING, "shutdownOutput in " + state, order, UnaryOperator.identity());
            });
        }
        ask(m, SimulatedTcp::atClose, atClose -> {
            int order = CloseOrder.closing(m.order, atClose);
            return new Step(Stage.CLOSING, "close in " + words(atClose), order, tcp -> questioned(tcp.closeAsked()));
        });
        releases(m, "reclaimed", SimulatedTcp::atClose);
    }

    private void fromHalfClosing(Moment m) {
        reads(m);
        watcherLooks(m);
        Set<SimulatedTcp> shut =
                m.possible.stream().map(SimulatedTcp::shutdownOutput).collect(Collectors.toSet());
        Moment after = new Moment(m.stage, m.order, withArrivals(m.stage, shut), m.path);
        ask(after, SimulatedTcp::state, state -> {
            int order = kernelAnswers ? CloseOrder.correct(m.order, state) : m.order;
            return new Step(Stage.OPEN, "shut in " + state, order, UnaryOperator.identity());
        });
    }

    private void fromClosing(Moment m) {
        reads(m);
        watcherLooks(m);
        releases(m, "released", SimulatedTcp::atLeaving);
    }

    private void releases(Moment m, String how, Function<SimulatedTcp, Integer> lastLook) {
        ask(m, lastLook, answer -> {
            int order = CloseOrder.leaving(m.order, answer);
            return new Step(
                    Stage.RELEASED,
                    how + " in " + words(answer),
                    order,
                    tcp -> questioned(tcp).release());
        });
    }

    private void reads(Moment m) {
        part(m, SimulatedTcp::readResult, result -> {
            // a reader that gets data while close is called is left out: it would undo what makes the close abortive
            boolean nothing = result.equals("blocks") || (m.stage == Stage.CLOSING && result.equals("data"));
            return nothing
                    ? null
                    : new Step(m.stage, "read " + result, afterRead(m.order, result), SimulatedTcp::afterRead);
        });
    }

    private static int afterRead(int order, String result) {
        return switch (result) {
            case "data" -> order;
            case "end" -> CloseOrder.endOfStream(order);
            default -> afterFailure(order, result);
        };
    }

    /** The JDK refuses to write after our half-close, without asking the kernel. */
    private void writes(Moment m) {
        if (!CloseOrder.outputShut(m.order)) {
            part(m, SimulatedTcp::writeResult, result -> {
                int order = result.equals("takes") ? m.order : afterFailure(m.order, result);
                return new Step(m.stage, "write " + result, order, SimulatedTcp::errorTaken);
            });
        }
    }

    private static int afterFailure(int order, String result) {
        return switch (result) {
            case "fails " + EPIPE -> CloseOrder.brokenPipe(order);
            case "fails " + ECONNRESET -> CloseOrder.resetByRemote(order);
            default -> CloseOrder.lost(order);
        };
    }

    /** Any time after something ended. */
    private void watcherLooks(Moment m) {
        if (kernelAnswers) {
            part(m, tcp -> tcp.hungUp() ? tcp.state() : 0, state -> {
                int order = CloseOrder.stateSeen(m.order, state);
                return state == 0 ? null : new Step(m.stage, "watcher sees " + state, order, UnaryOperator.identity());
            });
        }
    }

    private SimulatedTcp questioned(SimulatedTcp tcp) {
        return kernelAnswers ? tcp.afterAtClose() : tcp;
    }

    private void call(Moment m, String what, int order, UnaryOperator<SimulatedTcp> effect) {
        part(m, tcp -> what, nothing -> new Step(m.stage, what, order, effect));
    }

    private void ask(Moment m, Function<SimulatedTcp, Integer> question, Function<Integer, Step> step) {
        part(m, kernelAnswers ? question : tcp -> 0, step);
    }

    /** Parts the possible connections by what is seen of them; each part goes on alone. */
    private <S> void part(Moment m, Function<SimulatedTcp, S> seen, Function<S, @Nullable Step> step) {
        Map<S, Set<SimulatedTcp>> parts = m.possible.stream().collect(Collectors.groupingBy(seen, Collectors.toSet()));
        parts.forEach((what, possible) -> {
            Step s = step.apply(what);
            if (s != null) {
                Set<SimulatedTcp> after = possible.stream().map(s.effect).collect(Collectors.toSet());
                reach(s.stage, s.order, after, m.path + ", " + s.what);
            }
        });
    }

    private void reach(Stage stage, int order, Set<SimulatedTcp> possible, String path) {
        Moment moment = new Moment(stage, order, withArrivals(stage, possible), path);
        if (seen.add(moment)) {
            next.add(moment);
        }
    }

    /** With all that may have happened before the next question; nothing counts after the release. */
    private static Set<SimulatedTcp> withArrivals(Stage stage, Set<SimulatedTcp> possible) {
        Set<SimulatedTcp> all = new HashSet<>(possible);
        Deque<SimulatedTcp> fresh = new ArrayDeque<>(possible);
        while (stage != Stage.RELEASED && !fresh.isEmpty()) {
            SimulatedTcp tcp = fresh.remove();
            SimulatedTcp.ARRIVALS.forEach(arrival -> addNew(arrival.apply(tcp), all, fresh));
            if (stage == Stage.HALF_CLOSING) {
                addNew(tcp.shutdownOutput(), all, fresh);
            } else if (stage == Stage.CLOSING && !tcp.lingerZero()) {
                addNew(tcp.shutdownOutputByClose(), all, fresh);
            }
        }
        return all;
    }

    private static void addNew(SimulatedTcp tcp, Set<SimulatedTcp> all, Deque<SimulatedTcp> fresh) {
        if (all.add(tcp)) {
            fresh.add(tcp);
        }
    }

    private static String words(int atClose) {
        int error = AtClose.soError(atClose);
        return AtClose.tcpState(atClose)
                + (AtClose.abortive(atClose) ? " abortive" : "")
                + (error == 0 ? "" : " error " + error);
    }

    /** One event: what it leads to, and what it does to the connection. */
    private record Step(Stage stage, String what, int order, UnaryOperator<SimulatedTcp> effect) {}
}
