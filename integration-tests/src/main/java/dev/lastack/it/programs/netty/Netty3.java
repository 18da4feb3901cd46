package dev.lastack.it.programs.netty;

import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** A client on Netty 3, by reflection: it is on no class path that this is compiled with. Both ends are of this JVM. */
final class Netty3 {

    private static final String ROOT = "org.jboss.netty.";

    private Netty3() {}

    public static void main(String[] args) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Object factory = Class.forName(ROOT + "channel.socket.nio.NioClientSocketChannelFactory")
                    .getConstructor(Executor.class, Executor.class)
                    .newInstance(Executors.newCachedThreadPool(), Executors.newCachedThreadPool());
            Object bootstrap = Class.forName(ROOT + "bootstrap.ClientBootstrap")
                    .getConstructor(Class.forName(ROOT + "channel.ChannelFactory"))
                    .newInstance(factory);
            Object connecting = bootstrap
                    .getClass()
                    .getMethod("connect", java.net.SocketAddress.class)
                    .invoke(bootstrap, new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()));
            Socket accepted = listener.accept();
            await(connecting);
            System.out.println("CONNECTED");
            Object channel = call(connecting, "channel.ChannelFuture", "getChannel");
            await(call(channel, "channel.Channel", "close"));
            accepted.getInputStream().read();
            accepted.close();
            call(bootstrap, "bootstrap.Bootstrap", "releaseExternalResources");
        }
    }

    private static void await(Object future) throws Exception {
        call(future, "channel.ChannelFuture", "awaitUninterruptibly");
    }

    private static Object call(Object target, String type, String name) throws Exception {
        Method method = Class.forName(ROOT + type).getMethod(name);
        return method.invoke(target);
    }
}
