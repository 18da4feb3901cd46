package dev.lastack.it.programs.servers;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The same servlet for every container. */
@SuppressWarnings("serial") // never serialised
final class GreetingServlet extends HttpServlet {

    private final transient ServerRun run;

    GreetingServlet(ServerRun run) {
        this.run = run;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (run.variant) {
            case WROTE -> begin(request, response);
            case SILENT, PAUSED -> keep(request);
            case STUCK -> run.blockForEver();
            case HEALTHY -> {
                AsyncContext async = request.startAsync();
                ServerRun.later(() -> answer(async));
            }
        }
    }

    private void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        response.getWriter().write(ServerRun.GREETING);
        response.flushBuffer();
        run.served(async);
    }

    private void keep(HttpServletRequest request) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        run.served(async);
    }

    private void answer(AsyncContext async) {
        try {
            async.getResponse().setContentLength(ServerRun.GREETING.length());
            async.getResponse().getWriter().write(ServerRun.GREETING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        async.complete();
        run.served("");
    }
}
