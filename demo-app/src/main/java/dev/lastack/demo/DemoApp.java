package dev.lastack.demo;

import dev.lastack.demo.load.Load;
import dev.lastack.demo.load.OrdersUnderLoad;
import dev.lastack.demo.peer.PeerProcess;
import java.io.IOException;
import java.time.Duration;

/**
 * Runs the scenarios in turn, holds what they left for a moment, and ends normally with it. What it prints does not
 * depend on ports or times, so that two runs can be compared.
 */
public final class DemoApp {

    private DemoApp() {}

    public static void main(String[] args) throws Exception {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(Options.USAGE);
            System.exit(2);
            return;
        }
        if (options.listOnly()) {
            options.exhibits().forEach(exhibit -> System.out.println(exhibit.line()));
        } else if (options.load().isPresent()) {
            runUnderLoad(options.load().get(), options.hold());
        } else {
            runAndHold(options);
        }
    }

    private static void runAndHold(Options options) throws Exception {
        try (PeerProcess peers = PeerProcess.start()) {
            int closedBefore = 0;
            for (Exhibit exhibit : options.exhibits()) {
                closedBefore += run(exhibit, peers, closedBefore);
            }
            System.out.println("holding for " + options.hold().toMillis() + " ms");
            Thread.sleep(options.hold().toMillis());
        }
    }

    /** It waits to be attached to, so that a warm-up too can be watched from its beginning. */
    private static void runUnderLoad(Load load, Duration time) throws IOException, InterruptedException {
        System.out.println("process " + ProcessHandle.current().pid() + ": Enter begins the load");
        System.in.read();
        try (PeerProcess peers = PeerProcess.start()) {
            OrdersUnderLoad.run(
                    load, time, peers, () -> System.out.println("begun: " + load + " for " + time.toSeconds() + " s"));
        }
    }

    private static int run(Exhibit exhibit, PeerProcess peers, int closedBefore) throws Exception {
        exhibit.scenario().run(exhibit.connections(), peers);
        int closed = peers.awaitHungUp() - closedBefore;
        System.out.println(exhibit.line() + ", the peers closed " + closed);
        if (closed < exhibit.connections()) {
            throw new IOException("the peers saw " + closed + " connections only");
        }
        return closed;
    }
}
