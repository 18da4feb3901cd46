package dev.lastack.track.path;

import dev.lastack.snapshot.Traffic.TopClient;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The busiest client addresses of a server in bounded memory: the Misra-Gries summary (1982) with a sliding count for
 * each address kept. An address that brings more than one in nine is never missed for long.
 */
final class TopClients {

    private static final int KEPT = 8;

    private final List<Client> clients = new ArrayList<>(KEPT);
    private final long windowNanos;

    TopClients(long windowNanos) {
        this.windowNanos = windowNanos;
    }

    void add(InetAddress address, long now) {
        Client client = find(address);
        if (client == null && clients.size() < KEPT) {
            client = new Client(address, new SlidingCount(windowNanos));
            clients.add(client);
        }
        if (client != null) {
            client.weight++;
            client.recent.add(now);
        } else {
            fadeAll();
        }
    }

    private @Nullable Client find(InetAddress address) {
        for (Client client : clients) {
            if (client.address.equals(address)) {
                return client;
            }
        }
        return null;
    }

    private void fadeAll() {
        for (Client client : clients) {
            client.weight--;
        }
        clients.removeIf(client -> client.weight <= 0);
    }

    /** Null where none was added within the window. */
    @Nullable
    TopClient top(long now) {
        TopClient top = null;
        for (Client client : clients) {
            long recent = client.recent.sum(now);
            if (recent > 0 && (top == null || recent > top.timeWaits())) {
                top = new TopClient(client.address.getHostAddress(), recent);
            }
        }
        return top;
    }

    private static final class Client {
        final InetAddress address;
        final SlidingCount recent;
        int weight;

        Client(InetAddress address, SlidingCount recent) {
            this.address = address;
            this.recent = recent;
        }
    }
}
