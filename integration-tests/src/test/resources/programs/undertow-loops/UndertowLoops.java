package com.shop;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.net.InetSocketAddress;

/** Servers with one I/O thread each, which a handler blocks: HTTP/2, a WebSocket of the standard, and Undertow's own. */
public class UndertowLoops {

    public static void main(String[] args) throws Exception {
        Served.listening(
                start(Handlers.path().addExactPath("/report", new ReportHandler())),
                start(Handlers.path().addPrefixPath("/rooms", rooms())),
                start(Handlers.path()
                        .addExactPath("/chat", Handlers.websocket((exchange, channel) -> {
                            channel.getReceiveSetter().set(new Chat());
                            channel.resumeReceives();
                        }))));
    }

    private static int start(io.undertow.server.handlers.PathHandler paths) {
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setHandler(paths.addExactPath("/health", exchange -> exchange.getResponseSender().send("fine")))
                .setIoThreads(1)
                .setWorkerThreads(4)
                .build();
        server.start();
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    private static HttpHandler rooms() throws Exception {
        DeploymentInfo info = Servlets.deployment()
                .setClassLoader(UndertowLoops.class.getClassLoader())
                .setContextPath("/rooms")
                .setDeploymentName("rooms")
                .addServletContextAttribute(
                        WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                        new WebSocketDeploymentInfo()
                                .setBuffers(new DefaultByteBufferPool(false, 1_024))
                                .addEndpoint(Room.class));
        DeploymentManager manager = Servlets.newContainer().addDeployment(info);
        manager.deploy();
        return manager.start();
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

    @ServerEndpoint("/{room}")
    public static class Room {
        @OnMessage
        public void said(Session session, String text, @PathParam("room") String room) throws InterruptedException {
            answer();
        }

        private static void answer() throws InterruptedException {
            Served.never().await();
        }
    }

    static class Chat extends AbstractReceiveListener {
        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            answer();
        }

        private static void answer() {
            try {
                Served.never().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
