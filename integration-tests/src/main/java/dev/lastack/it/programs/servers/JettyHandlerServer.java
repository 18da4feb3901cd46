package dev.lastack.it.programs.servers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Jetty's core, without servlets. */
final class JettyHandlerServer extends Handler.Abstract {

    private final ServerRun run;

    private JettyHandlerServer(ServerRun run) {
        this.run = run;
    }

    public static void main(String[] args) throws Exception {
        ServerRun run = ServerRun.of(args);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new JettyHandlerServer(run));
        server.start();
        run.serve(connector.getLocalPort());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        switch (run.variant) {
            case WROTE -> begin(response, callback);
            case SILENT, PAUSED -> keep(callback);
            case STUCK -> run.blockForEver();
            case HEALTHY -> ServerRun.later(() -> answer(response, callback));
        }
        return true;
    }

    private void begin(Response response, Callback callback) {
        response.write(false, greeting(), Callback.NOOP);
        run.served(callback);
    }

    private void keep(Callback callback) {
        run.served(callback);
    }

    private void answer(Response response, Callback callback) {
        response.write(true, greeting(), callback);
        run.served("");
    }

    private static ByteBuffer greeting() {
        return ByteBuffer.wrap(ServerRun.GREETING.getBytes(StandardCharsets.US_ASCII));
    }
}
