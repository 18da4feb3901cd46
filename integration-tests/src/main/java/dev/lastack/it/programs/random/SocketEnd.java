package dev.lastack.it.programs.random;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

record SocketEnd(Socket socket) implements End {

    static End connect(int port) throws IOException {
        return new SocketEnd(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    public int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public int read() throws IOException {
        return socket.getInputStream().read();
    }

    @Override
    public void write() throws IOException {
        socket.getOutputStream().write(1);
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void lingerZero() throws IOException {
        socket.setSoLinger(true, 0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
