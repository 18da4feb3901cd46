package dev.lastack.notify;

import dev.lastack.config.NotifyTarget;
import dev.lastack.found.FindingListener;
import dev.lastack.found.NewFinding;
import dev.lastack.found.NewFindings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All who are asked to be told of new findings, from their begin to their end. Thread-safe. */
public final class Notifications {

    /** Of the JVM's end, whatever {@code report-timeout} allows: a message is small. */
    private static final long AT_END_NANOS = 2_000_000_000L;

    /** And so long for each that is given up then. */
    private static final long AT_END_MILLIS = 200;

    /** After detaching, for one that is given up: a program is killed, a socket closed. */
    private static final long GIVE_UP_MILLIS = 3_000;

    private final NewFindings findings;
    private final Surroundings surroundings;

    // guarded by this
    private final Map<String, Told> told = new LinkedHashMap<>();

    public Notifications(NewFindings findings, Surroundings surroundings) {
        this.findings = findings;
        this.surroundings = surroundings;
    }

    /** One receiver, for whom all findings are new that he has not been told. */
    private record Told(Delivery delivery, NewFindings.Subscription subscription) {

        void end(long millis) throws InterruptedException {
            subscription.close();
            delivery.end(millis);
        }
    }

    /** At the begin, and after each change of the settings: whoever is asked for no more ends, and new ones begin. */
    public void change(List<String> asked) throws InterruptedException {
        List<Told> over = new ArrayList<>();
        synchronized (this) {
            for (String element : List.copyOf(told.keySet())) {
                if (!asked.contains(element)) {
                    over.add(told.remove(element));
                }
            }
            asked.forEach(element -> told.computeIfAbsent(element, this::begin));
        }
        for (Told one : over) {
            one.end(GIVE_UP_MILLIS);
        }
    }

    private Told begin(String element) {
        NotifyTarget target = NotifyTarget.of(element);
        if (target == null) {
            throw new IllegalStateException(element); // the settings' parser has refused it
        }
        Receiver receiver = receiver(target);
        if (!receiver.missing().isEmpty()) {
            surroundings
                    .say()
                    .accept("lastack: notify=" + target + ": " + receiver.missing()
                            + "; tried with each finding all the same");
        }
        Delivery delivery = new Delivery(target, receiver, surroundings);
        return new Told(delivery, findings.subscribe(new Telling(delivery)));
    }

    private Receiver receiver(NotifyTarget target) {
        return switch (target.kind()) {
            case LOG -> new LogReceiver(surroundings.say(), System::nanoTime);
            case EXEC -> new ExecReceiver(target.place());
            case WEBHOOK -> new WebhookReceiver(URI.create(target.place()));
        };
    }

    /** Makes a message of a finding, and sends it on its way. */
    private record Telling(Delivery delivery) implements FindingListener {

        @Override
        public void found(NewFinding finding) {
            try {
                delivery.offer(Message.of(finding, delivery.isOutside()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The JVM is about to end, and all has been told that is to be told.
     *
     * @param deadline {@link System#nanoTime} by which to be done
     */
    public void jvmEnds(long deadline) {
        long until = System.nanoTime() + AT_END_NANOS;
        long earlier = until - deadline < 0 ? until : deadline;
        try {
            for (Told one : all()) {
                one.delivery.awaitIdle(earlier);
            }
            end(AT_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Told> all() {
        return List.copyOf(told.values());
    }

    /** Nothing of it is left after that: no thread, no child, no connection. */
    public void stop() throws InterruptedException {
        end(GIVE_UP_MILLIS);
    }

    private void end(long millis) throws InterruptedException {
        List<Told> over;
        synchronized (this) {
            over = List.copyOf(told.values());
            told.clear();
        }
        for (Told one : over) {
            one.end(millis);
        }
    }
}
