package dev.lastack.demo;

import static dev.lastack.demo.Exhibit.fault;
import static dev.lastack.demo.Exhibit.healthy;

import dev.lastack.demo.orders.AbortWithoutSelect;
import dev.lastack.demo.orders.ChannelClosed;
import dev.lastack.demo.orders.ChannelDropped;
import dev.lastack.demo.orders.CloseThenSelectNow;
import dev.lastack.demo.orders.CloseWithoutSelect;
import dev.lastack.demo.orders.HandlerFinishes;
import dev.lastack.demo.orders.PoolConnectionsEvicted;
import dev.lastack.demo.orders.PriceFeedClosed;
import dev.lastack.demo.orders.PriceFeedEofIgnored;
import dev.lastack.demo.orders.PromptClose;
import dev.lastack.demo.orders.ResponseBodyClosed;
import dev.lastack.demo.orders.ResponseBodyForgotten;
import dev.lastack.demo.orders.SlowClose;
import dev.lastack.demo.orders.SocketClosed;
import dev.lastack.demo.orders.SocketDropped;
import dev.lastack.demo.orders.StalePoolConnections;
import dev.lastack.demo.orders.StreamReadAndClosed;
import dev.lastack.demo.orders.StuckHandler;
import dev.lastack.demo.orders.UnreadStream;
import java.util.List;
import java.util.Optional;

/** Every fault beside its healthy twin, in the order in which they run. */
final class Exhibition {

    /**
     * The two that collect garbage come first: a collection would also repair what later ones leave to a library's own
     * leak detection.
     */
    static final List<Exhibit> ALL = List.of(
            fault("close-wait/reclaimed-by-gc", 7, new SocketDropped()),
            healthy(7, new SocketClosed()),
            fault("close-wait/unreachable", 9, new ChannelDropped()),
            healthy(9, new ChannelClosed()),
            fault("close-wait/slow-close", 5, new SlowClose()),
            healthy(5, new PromptClose()),
            fault("close-wait/eof-ignored", 10, new PriceFeedEofIgnored()),
            healthy(10, new PriceFeedClosed()),
            fault("close-wait/unread", 6, new StalePoolConnections()),
            healthy(6, new PoolConnectionsEvicted()),
            fault("close-wait/unread", 4, new ResponseBodyForgotten()),
            healthy(4, new ResponseBodyClosed()),
            fault("close-wait/unread", 3, new StuckHandler()),
            healthy(3, new HandlerFinishes()),
            fault("close-wait/close-deferred", 8, new CloseWithoutSelect()),
            fault("close-wait/close-deferred", 11, new AbortWithoutSelect()),
            healthy(8, new CloseThenSelectNow()),
            fault("open/stalled-unread-data", 2, new UnreadStream()),
            healthy(2, new StreamReadAndClosed()));

    private Exhibition() {}

    static Optional<Exhibit> named(String name) {
        return ALL.stream().filter(exhibit -> exhibit.name().equals(name)).findFirst();
    }
}
