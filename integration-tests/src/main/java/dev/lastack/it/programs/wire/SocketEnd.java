package dev.lastack.it.programs.wire;

import java.io.IOException;
import java.net.Socket;

final class SocketEnd extends WireEnd {

    private final Socket socket;

    SocketEnd(Socket socket) {
        this.socket = socket;
    }

    @Override
    int read(byte[] into) throws IOException {
        return socket.getInputStream().read(into);
    }

    @Override
    void write(byte[] data) throws IOException {
        socket.getOutputStream().write(data);
    }

    @Override
    void sendBuffer(int bytes) throws IOException {
        socket.setSendBufferSize(bytes);
    }

    @Override
    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    void lingerZero() throws IOException {
        socket.setSoLinger(true, 0);
    }

    @Override
    void close() throws IOException {
        socket.close();
    }
}
