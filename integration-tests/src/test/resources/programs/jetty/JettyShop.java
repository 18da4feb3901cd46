package com.shop;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.annotations.OnWebSocketMessage;
import org.eclipse.jetty.websocket.api.annotations.WebSocket;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** Plain servlets and Jersey on Jetty, a WebSocket of its own API and one of the standard's. */
public class JettyShop {

    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        add(context, "/events", new EventsServlet());
        add(context, "/orders/*", new OrderServlet());
        add(context, "/report", new ReportServlet());
        add(context, "/health", new HealthServlet());
        add(context, "/api/*", new ServletContainer(new ResourceConfig(ShopResource.class)));
        JettyWebSocketServletContainerInitializer.configure(
                context, (unused, sockets) -> sockets.addMapping("/chat", (request, response) -> new Chat()));
        JakartaWebSocketServletContainerInitializer.configure(
                context, (unused, sockets) -> sockets.addEndpoint(Room.class));
        server.setHandler(context);
        server.start();
        Served.listening(connector.getLocalPort());
    }

    private static void add(ServletContextHandler context, String pattern, HttpServlet servlet) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, pattern);
    }

    private static void keep(HttpServletRequest request) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        Served.took(async);
    }

    static class EventsServlet extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            keep(request);
        }
    }

    static class OrderServlet extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            keep(request);
        }
    }

    static class ReportServlet extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            print();
        }

        private static void print() {
            try {
                Served.never().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @WebSocket
    public static class Chat {
        @OnWebSocketMessage
        public void said(Session session, String text) throws InterruptedException {
            answer();
        }

        private static void answer() throws InterruptedException {
            Served.never().await();
        }
    }

    @ServerEndpoint("/rooms/{room}")
    public static class Room {
        @OnMessage
        public void said(String text, @PathParam("room") String room) throws InterruptedException {
            answer();
        }

        private static void answer() throws InterruptedException {
            Served.never().await();
        }
    }

    static class HealthServlet extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentLength(4);
            response.getWriter().write("fine");
        }
    }
}
