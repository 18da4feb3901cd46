package com.shop;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** Plain servlets on Tomcat, and a WebSocket. */
public class ServletShop {

    public static void main(String[] args) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("lastack-tomcat").toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new WsSci(), Set.of(ChatRoom.class));
        add(context, "/events", new EventsServlet());
        add(context, "/reports/*", new ReportServlet());
        add(context, "/health", new HealthServlet());
        context.addServletMappingDecoded("/", "HealthServlet"); // filters run for what a servlet has only
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.start();
        Served.listening(tomcat.getConnector().getLocalPort());
    }

    private static void add(Context context, String pattern, HttpServlet servlet) {
        String name = servlet.getClass().getSimpleName();
        Tomcat.addServlet(context, name, servlet).setAsyncSupported(true);
        context.addServletMappingDecoded(pattern, name);
    }

    static class EventsServlet extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            Served.took(async);
        }
    }

    static class ReportServlet extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
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

    @ServerEndpoint("/chat/{room}")
    public static class ChatRoom {
        @OnMessage
        public void said(Session session, String text, @PathParam("room") String room) throws InterruptedException {
            answer();
        }

        private static void answer() throws InterruptedException {
            Served.never().await();
        }
    }
}
