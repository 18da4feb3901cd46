package dev.lastack.it;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The demonstration's faults about open connections: the scenario, the rule that finds it, and the code that is named. */
final class DemoFaults {

    private DemoFaults() {}

    static Stream<Arguments> all() {
        return Stream.of(
                arguments(
                        "PriceFeedEofIgnored",
                        "close-wait/eof-ignored",
                        "dev.lastack.demo.orders.PriceFeedEofIgnored.price("),
                arguments(
                        "StalePoolConnections",
                        "close-wait/unread",
                        "dev.lastack.demo.orders.StalePoolConnections.askForStock("),
                arguments(
                        "ResponseBodyForgotten",
                        "close-wait/unread",
                        "dev.lastack.demo.orders.ResponseBodyForgotten.isKnown("),
                arguments("StuckHandler", "close-wait/unread", "dev.lastack.demo.orders.StuckHandler.confirmOrder("),
                arguments("SlowClose", "close-wait/slow-close", "dev.lastack.demo.orders.SlowClose.book("),
                arguments(
                        "SocketDropped",
                        "close-wait/reclaimed-by-gc",
                        "dev.lastack.demo.orders.SocketDropped.notifyCourier("),
                arguments(
                        "ChannelDropped", "close-wait/unreachable", "dev.lastack.demo.orders.ChannelDropped.reserve("),
                arguments(
                        "CloseWithoutSelect",
                        "close-wait/close-deferred",
                        "dev.lastack.demo.orders.CloseWithoutSelect.run("),
                arguments(
                        "AbortWithoutSelect",
                        "close-wait/close-deferred",
                        "dev.lastack.demo.orders.AbortWithoutSelect.run("),
                arguments("UnreadStream", "open/stalled-unread-data", "dev.lastack.demo.orders.UnreadStream.isThere("));
    }
}
