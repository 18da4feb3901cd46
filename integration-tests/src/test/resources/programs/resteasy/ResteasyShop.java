package com.shop;

import io.undertow.Undertow;
import jakarta.ws.rs.core.Application;
import java.net.InetSocketAddress;
import java.util.Set;
import org.jboss.resteasy.plugins.server.undertow.UndertowJaxrsServer;

/** RESTEasy on Undertow's servlets. */
public class ResteasyShop {

    public static void main(String[] args) throws Exception {
        UndertowJaxrsServer server = new UndertowJaxrsServer();
        server.deploy(new ShopApplication(), "/");
        server.start(Undertow.builder().addHttpListener(0, "127.0.0.1").setWorkerThreads(20));
        Undertow undertow = (Undertow) field(server, "server");
        Served.listening(((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort());
    }

    private static Object field(Object target, String name) throws ReflectiveOperationException {
        var field = target.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(target);
    }

    public static class ShopApplication extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(ShopResource.class);
        }
    }
}
