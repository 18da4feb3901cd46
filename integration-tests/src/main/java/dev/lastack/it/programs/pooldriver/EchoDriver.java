package dev.lastack.it.programs.pooldriver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A database whose every statement is one byte there and back: {@code nativeSQL} goes over the socket. */
public final class EchoDriver implements Driver {

    public static final String URL = "jdbc:echo:";

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        try {
            int port = Integer.parseInt(url.substring(URL.length()));
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            return (Connection) Proxy.newProxyInstance(
                    EchoDriver.class.getClassLoader(), new Class<?>[] {Connection.class}, new Session(socket));
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    /** As a driver has it, some objects away from the connection. */
    private record Session(Socket socket) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws IOException {
            return switch (method.getName()) {
                case "nativeSQL" -> exchange();
                case "close" -> {
                    socket.close();
                    yield null;
                }
                case "isClosed" -> socket.isClosed();
                case "isValid", "getAutoCommit" -> true;
                case "toString" -> "echo " + socket.getLocalPort();
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default ->
                    method.getReturnType() == boolean.class
                            ? (Object) false
                            : method.getReturnType() == int.class ? 0 : null;
            };
        }

        private String exchange() {
            try {
                socket.getOutputStream().write(1);
                return String.valueOf(socket.getInputStream().read());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(URL);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
