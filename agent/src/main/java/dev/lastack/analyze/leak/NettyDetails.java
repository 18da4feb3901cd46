package dev.lastack.analyze.leak;

import dev.lastack.analyze.stacks.Stacks;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.NettyChannel;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.StackCount;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is seen of a group of Netty channels besides: their settings, their handlers, and who asked for what. */
public final class NettyDetails {

    private static final int MAX_PIPELINES = 2;

    private NettyDetails() {}

    /** Who switched reading off, where it is off still; null where nobody was seen to. */
    public static @Nullable IoEvent readingOff(OpenConnection connection) {
        NettyChannel channel = connection.netty();
        return channel == null || channel.autoRead() ? null : channel.readingOff();
    }

    /** All are Netty's: what is read is read by its event loops. */
    public static boolean onEventLoops(AffectedConnections group) {
        return all(group, channel -> true);
    }

    public static boolean allReadingOff(AffectedConnections group) {
        return all(group, channel -> !channel.autoRead());
    }

    public static boolean allHalfClosable(AffectedConnections group) {
        return all(group, NettyChannel::halfClosureAllowed);
    }

    /** The last use that is shown is a write that was asked for. */
    public static boolean lastWritten(AffectedConnections group) {
        return group.all(connection -> connection.netty() != null
                && connection.lastWrite() != null
                && connection.lastWrite().equals(connection.lastUse()));
    }

    private static boolean all(AffectedConnections group, Predicate<NettyChannel> predicate) {
        return group.all(connection -> connection.netty() != null && predicate.test(connection.netty()));
    }

    public static List<StackCount> handlerSites(AffectedConnections group) {
        List<StackCount> sites = new ArrayList<>();
        for (NettyChannel channel : channels(group)) {
            Site site = channel.handlerSite();
            if (site != null) {
                sites.add(new StackCount(new Stack(List.of(site)), 1));
            }
        }
        return Stacks.merge(sites);
    }

    public static List<String> lines(AffectedConnections group) {
        List<NettyChannel> channels = channels(group);
        if (channels.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        reading(group, channels, lines);
        halfClosure(group, channels, lines);
        closeAsked(group, lines);
        pipelines(channels, lines);
        return lines;
    }

    private static void reading(AffectedConnections group, List<NettyChannel> channels, List<String> lines) {
        long off = count(channels, channel -> !channel.autoRead());
        if (off == 0) {
            return;
        }
        String places = Stacks.places(group.stacks(NettyDetails::readingOff));
        lines.add("reading is switched off (AUTO_READ is false)" + group.share(off)
                + (places.isEmpty() ? "" : ", at " + places));
    }

    private static void halfClosure(AffectedConnections group, List<NettyChannel> channels, List<String> lines) {
        long allowed = count(channels, NettyChannel::halfClosureAllowed);
        if (allowed > 0) {
            lines.add("half-closure is allowed (ALLOW_HALF_CLOSURE is true)" + group.share(allowed)
                    + ": after end of stream, Netty leaves it to the handlers to close");
        }
    }

    /** A handler took the request, to say farewell first for instance, and has not passed it on. */
    private static void closeAsked(AffectedConnections group, List<String> lines) {
        long asked = group.uses(NettyDetails::closeAsked).count();
        if (asked > 0) {
            String places = Stacks.places(group.stacks(NettyDetails::closeAsked));
            lines.add("close was asked" + (places.isEmpty() ? "" : " at " + places) + group.share(asked)
                    + ", and no handler of the pipeline has carried it out");
        }
    }

    private static @Nullable IoEvent closeAsked(OpenConnection connection) {
        NettyChannel channel = connection.netty();
        return channel == null ? null : channel.closeAsked();
    }

    private static void pipelines(List<NettyChannel> channels, List<String> lines) {
        Map<String, Long> pipelines = new LinkedHashMap<>();
        for (NettyChannel channel : channels) {
            if (!channel.handlers().isEmpty()) {
                pipelines.merge(String.join(", ", channel.handlers()), 1L, Long::sum);
            }
        }
        pipelines.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MAX_PIPELINES)
                .forEach(entry -> lines.add("handlers in the pipeline: " + entry.getKey()
                        + (pipelines.size() == 1 ? "" : " (" + Words.count(entry.getValue()) + ")")));
    }

    private static List<NettyChannel> channels(AffectedConnections group) {
        return group.connections().stream()
                .map(OpenConnection::netty)
                .filter(Objects::nonNull)
                .toList();
    }

    private static long count(List<NettyChannel> channels, Predicate<NettyChannel> predicate) {
        return channels.stream().filter(predicate).count();
    }
}
