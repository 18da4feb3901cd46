package dev.lastack.it.programs.random;

import dev.lastack.it.oracle.Oracle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;

/**
 * Arguments: {@code seed connections}. In batches, so that descriptors stay few; within a batch four threads act in
 * random order, and everybody waits for the kernel between the steps.
 */
final class RandomCloses {

    private static final int BATCH = 100;
    private static final int THREADS = 4;

    private final Random random;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Oracle oracle = Oracle.ofClientOf(0);
    private final Expectations expectations = new Expectations();
    private final Map<Door, Listener> listeners = new HashMap<>();

    private RandomCloses(long seed) throws IOException {
        random = new Random(seed);
        for (CloseSequence sequence : CloseSequence.values()) {
            for (SocketApi transport : SocketApi.values()) {
                listeners.put(new Door(sequence, transport), transport.listen());
            }
        }
    }

    public static void main(String[] args) throws Exception {
        RandomCloses program = new RandomCloses(Long.parseLong(args[0]));
        for (int left = Integer.parseInt(args[1]); left > 0; left -= BATCH) {
            program.batch(Math.min(left, BATCH));
        }
        program.expectations.print();
        program.threads.shutdown();
        // The listeners' groups of AsynchronousSocketChannel have threads of their own.
        Runtime.getRuntime().exit(0);
    }

    private void batch(int size) throws Exception {
        List<ConnectionWithBothEnds> connections = open(size);
        inRandomOrder(connections, ConnectionWithBothEnds::prepare);
        awaitAll(connections, ConnectionWithBothEnds::isPrepared);
        inRandomOrder(connections, ConnectionWithBothEnds::actFirst);
        awaitAll(connections, ConnectionWithBothEnds::hasArrived);
        inRandomOrder(connections, ConnectionWithBothEnds::actSecond);
        awaitAll(connections, ConnectionWithBothEnds::isOver);
        inRandomOrder(connections, ConnectionWithBothEnds::finish);
    }

    private List<ConnectionWithBothEnds> open(int size) throws Exception {
        List<Callable<ConnectionWithBothEnds>> openings = new ArrayList<>();
        while (openings.size() < size) {
            CloseSequence sequence = pick(CloseSequence.values());
            SocketApi client = pick(SocketApi.values());
            SocketApi server = pick(SocketApi.values());
            boolean clientFirst = random.nextBoolean();
            if (sequence.isPossibleFor(clientFirst ? client : server)) {
                openings.add(() -> open(sequence, client, server, clientFirst));
            }
        }
        List<ConnectionWithBothEnds> connections = new ArrayList<>();
        for (Future<ConnectionWithBothEnds> opened : threads.invokeAll(openings)) {
            connections.add(opened.get());
        }
        return connections;
    }

    private ConnectionWithBothEnds open(CloseSequence sequence, SocketApi client, SocketApi server, boolean clientFirst)
            throws IOException {
        Listener listener = Objects.requireNonNull(listeners.get(new Door(sequence, server)));
        End connected;
        End accepted;
        synchronized (listener) {
            connected = client.connect(listener.port());
            accepted = listener.accept();
        }
        String ofFirst = sequence.ofFirst();
        String ofSecond = sequence.ofSecond();
        expectations.add("client", client, listener.port(), clientFirst ? ofFirst : ofSecond);
        expectations.add("server", server, listener.port(), clientFirst ? ofSecond : ofFirst);
        return clientFirst
                ? new ConnectionWithBothEnds(sequence, connected, accepted)
                : new ConnectionWithBothEnds(sequence, accepted, connected);
    }

    private void inRandomOrder(List<ConnectionWithBothEnds> connections, Step step) throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (ConnectionWithBothEnds connection : connections) {
            tasks.add(() -> {
                step.take(connection);
                return null;
            });
        }
        Collections.shuffle(tasks, random);
        for (Future<Void> done : threads.invokeAll(tasks)) {
            done.get();
        }
    }

    private void awaitAll(
            List<ConnectionWithBothEnds> connections, BiPredicate<ConnectionWithBothEnds, KernelView> reached) {
        oracle.await("the whole batch", () -> {
            KernelView kernel = new KernelView();
            return connections.stream().allMatch(connection -> reached.test(connection, kernel));
        });
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private record Door(CloseSequence sequence, SocketApi transport) {}

    private interface Step {
        void take(ConnectionWithBothEnds connection) throws IOException;
    }
}
