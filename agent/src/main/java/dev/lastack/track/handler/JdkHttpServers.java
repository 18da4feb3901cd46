package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import dev.lastack.track.thread.PlatformThreads;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;

/**
 * The JDK's own HttpServer, 17 to 26. A connection that is being served hangs on no selector: the server is found by the
 * thread that it has, and knows its connections.
 */
final class JdkHttpServers {

    private static final String DISPATCHER = "sun.net.httpserver.ServerImpl$Dispatcher";
    private static final String IDLE = "IDLE";

    /** By the descriptor's number. */
    private final Map<Integer, Object> connections = new HashMap<>();

    private JdkHttpServers() {}

    static JdkHttpServers now(Fields fields) {
        JdkHttpServers servers = new JdkHttpServers();
        for (Thread thread : PlatformThreads.all()) {
            Object task = ThreadTasks.of(thread, fields);
            if (task != null && task.getClass().getName().equals(DISPATCHER)) {
                servers.add(fields.get(task, "this$0"), fields);
            }
        }
        return servers;
    }

    private void add(@Nullable Object server, Fields fields) {
        Object synchronizedSet = fields.get(server, "allConnections");
        Object bare = fields.get(synchronizedSet, "c"); // around it would be a lock
        for (Object connection : Fields.copy(bare == null ? synchronizedSet : bare)) {
            if (fields.get(connection, "chan") instanceof SocketChannel channel && channel.isOpen()) {
                connections.put(LastAckKernel.number(LastAckKernel.descriptorOf(channel)), connection);
            }
        }
    }

    @Nullable
    Found at(int number, Fields fields) {
        Object connection = connections.get(number);
        Object context = fields.get(connection, "context");
        Object handler = fields.get(context, "handler");
        boolean idle = IDLE.equals(String.valueOf(fields.get(connection, "state")));
        return handler == null || idle
                ? null
                : Found.object(
                        handler.getClass(), List.of("handle"), Reading.route(null, fields.getText(context, "path")));
    }
}
