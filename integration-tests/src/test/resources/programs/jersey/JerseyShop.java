package com.shop;

import java.net.URI;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** Jersey on Grizzly. */
public class JerseyShop {

    public static void main(String[] args) throws Exception {
        HttpServer server = GrizzlyHttpServerFactory.createHttpServer(
                URI.create("http://127.0.0.1:0/"), new ResourceConfig(ShopResource.class), false);
        NetworkListener listener = server.getListeners().iterator().next();
        listener.getTransport()
                .getWorkerThreadPoolConfig() // five by default, of which the stuck ones would leave too few
                .setCorePoolSize(20)
                .setMaxPoolSize(20);
        server.start();
        Served.listening(listener.getPort());
    }
}
