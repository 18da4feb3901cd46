package com.shop;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** Undertow's own routing, by prefix and by template, handlers around handlers, and beside them servlets and Jersey. */
@SuppressWarnings("deprecation")
public class UndertowShop {

    public static void main(String[] args) throws Exception {
        HttpHandler orders = Handlers.routing().get("/orders/{id}", new OrderHandler());
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(Handlers.gracefulShutdown(Handlers.path(orders)
                        .addPrefixPath("/events", UndertowShop::events)
                        .addPrefixPath("/report", new BlockingHandler(new ReportHandler()))
                        .addPrefixPath("/servlets", servlets())
                        .addExactPath("/health", exchange -> exchange.getResponseSender().send("fine"))))
                .setIoThreads(2)
                .setWorkerThreads(20)
                .build();
        server.start();
        Served.listening(((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
    }

    private static HttpHandler servlets() throws Exception {
        DeploymentInfo info = Servlets.deployment()
                .setClassLoader(UndertowShop.class.getClassLoader())
                .setContextPath("/servlets")
                .setDeploymentName("servlets")
                .addServlet(Servlets.servlet("held", HeldServlet.class)
                        .addMapping("/held/*")
                        .setAsyncSupported(true))
                .addServlet(Servlets.servlet("uploads", UploadServlet.class)
                        .addMapping("/uploads")
                        .setAsyncSupported(true))
                .addServlet(Servlets.servlet(
                                "api",
                                ServletContainer.class,
                                new ImmediateInstanceFactory<>(
                                        new ServletContainer(new ResourceConfig(ShopResource.class))))
                        .addMapping("/api/*")
                        .setAsyncSupported(true));
        DeploymentManager manager = Servlets.newContainer().addDeployment(info);
        manager.deploy();
        return manager.start();
    }

    private static void events(HttpServerExchange exchange) {
        exchange.dispatch();
        Served.took(exchange);
    }

    static class OrderHandler implements HttpHandler {
        @Override
        public void handleRequest(HttpServerExchange exchange) {
            exchange.dispatch();
            Served.took(exchange);
        }
    }

    static class ReportHandler implements HttpHandler {
        @Override
        public void handleRequest(HttpServerExchange exchange) throws Exception {
            print();
        }

        private static void print() throws InterruptedException {
            Served.never().await();
        }
    }

    public static class HeldServlet extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            Served.took(async);
        }
    }

    /** Its worker has read a connection, and goes on to requests of others that it has not read. */
    public static class UploadServlet extends HttpServlet {
        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getInputStream().readAllBytes();
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            Served.took(async);
        }
    }
}
