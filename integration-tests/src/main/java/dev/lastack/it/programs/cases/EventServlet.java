package dev.lastack.it.programs.cases;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Sends one event to each client and, when bad, waits for more without any timeout. */
final class EventServlet extends HttpServlet {

    private static final Semaphore SERVED = new Semaphore(0);

    private final boolean bad;

    EventServlet(boolean bad) {
        this.bad = bad;
    }

    static void awaitClients(int count) throws InterruptedException {
        SERVED.acquire(count);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        response.setContentType("text/event-stream");
        response.getWriter().write("data: hello\n\n");
        response.flushBuffer();
        if (!bad) {
            async.complete();
        }
        SERVED.release();
    }
}
