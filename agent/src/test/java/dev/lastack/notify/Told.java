package dev.lastack.notify;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;

import dev.lastack.found.NewFinding;
import dev.lastack.metrics.Reading;
import dev.lastack.metrics.ReadingFixtures;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is told in these tests, and the agent around it. */
final class Told {

    /** Of standard error. */
    final List<String> lines = new CopyOnWriteArrayList<>();

    final List<Thread> threads = new CopyOnWriteArrayList<>();

    final Surroundings surroundings = new Surroundings(this::start, lines::add, () -> {});

    Thread start(String name, Runnable task) {
        Thread thread = new Thread(null, task, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    static NewFinding finding() {
        Reading reading = ReadingFixtures.of(client().open(2, connection().remoteClosed(90_000)));
        return NewFinding.all(reading.findings(), reading.snapshot()).get(0);
    }

    static Message message() {
        try {
            return Message.of(finding(), true);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
