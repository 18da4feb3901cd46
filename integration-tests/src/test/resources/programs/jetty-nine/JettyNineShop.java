package com.shop;

import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** Plain servlets of the old package, on Jetty 9. */
public class JettyNineShop {

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

    static class HealthServlet extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentLength(4);
            response.getWriter().write("fine");
        }
    }
}
