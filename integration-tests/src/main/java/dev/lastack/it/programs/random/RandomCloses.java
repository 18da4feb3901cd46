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
        for (Manner manner : Manner.values()) {
            for (Transport transport : Transport.values()) {
                listeners.put(new Door(manner, transport), transport.listen());
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
        List<Connection> connections = open(size);
        inRandomOrder(connections, Connection::prepare);
        awaitAll(connections, Connection::isPrepared);
        inRandomOrder(connections, Connection::actFirst);
        awaitAll(connections, Connection::hasArrived);
        inRandomOrder(connections, Connection::actSecond);
        awaitAll(connections, Connection::isOver);
        inRandomOrder(connections, Connection::finish);
    }

    private List<Connection> open(int size) throws Exception {
        List<Callable<Connection>> openings = new ArrayList<>();
        while (openings.size() < size) {
            Manner manner = pick(Manner.values());
            Transport client = pick(Transport.values());
            Transport server = pick(Transport.values());
            boolean clientFirst = random.nextBoolean();
            if (manner.isPossibleFor(clientFirst ? client : server)) {
                openings.add(() -> open(manner, client, server, clientFirst));
            }
        }
        List<Connection> connections = new ArrayList<>();
        for (Future<Connection> opened : threads.invokeAll(openings)) {
            connections.add(opened.get());
        }
        return connections;
    }

    private Connection open(Manner manner, Transport client, Transport server, boolean clientFirst) throws IOException {
        Listener listener = Objects.requireNonNull(listeners.get(new Door(manner, server)));
        End connected;
        End accepted;
        synchronized (listener) {
            connected = client.connect(listener.port());
            accepted = listener.accept();
        }
        String ofFirst = manner.ofFirst();
        String ofSecond = manner.ofSecond();
        expectations.add("client", client, listener.port(), clientFirst ? ofFirst : ofSecond);
        expectations.add("server", server, listener.port(), clientFirst ? ofSecond : ofFirst);
        return clientFirst ? new Connection(manner, connected, accepted) : new Connection(manner, accepted, connected);
    }

    private void inRandomOrder(List<Connection> connections, Step step) throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (Connection connection : connections) {
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

    private void awaitAll(List<Connection> connections, BiPredicate<Connection, KernelView> reached) {
        oracle.await("the whole batch", () -> {
            KernelView kernel = new KernelView();
            return connections.stream().allMatch(connection -> reached.test(connection, kernel));
        });
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private record Door(Manner manner, Transport transport) {}

    private interface Step {
        void take(Connection connection) throws IOException;
    }
}
