package com.shop;

import io.javalin.Javalin;
import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.servlet.ServletHolder;

/** Javalin on Jetty 11: routes by method references and lambdas, a WebSocket, and a servlet beside them. */
public class JavalinShop {

    public static void main(String[] args) throws Exception {
        Javalin app = Javalin.create(config -> {
                    config.showJavalinBanner = false;
                    config.jetty.modifyServletContextHandler(context -> {
                        ServletHolder events = new ServletHolder(new EventsServlet());
                        events.setAsyncSupported(true);
                        context.addServlet(events, "/events/*");
                    });
                })
                .get("/orders/{id}", JavalinShop::order)
                .get("/report", JavalinShop::report)
                .ws("/chat/{room}", socket -> socket.onMessage(message -> await()))
                .get("/health", context -> context.result("fine"));
        app.start("127.0.0.1", 0);
        Served.listening(app.port());
    }

    private static void order(Context context) {
        context.future(() -> Served.took(new CompletableFuture<>()));
    }

    private static void report(Context context) {
        await();
    }

    private static void await() {
        try {
            Served.never().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static class EventsServlet extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            Served.took(async);
        }
    }
}
