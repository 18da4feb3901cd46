package dev.lastack.it.programs.random;

import java.io.IOException;

/** The three ways the JDK has to hold a TCP connection. */
enum SocketApi {
    SOCKET("socket") {
        @Override
        Listener listen() throws IOException {
            return new SocketListener();
        }

        @Override
        End connect(int port) throws IOException {
            return SocketEnd.connect(port);
        }
    },
    NIO("nio") {
        @Override
        Listener listen() throws IOException {
            return new ChannelListener();
        }

        @Override
        End connect(int port) throws IOException {
            return ChannelEnd.connect(port);
        }
    },
    AIO("aio") {
        @Override
        Listener listen() throws IOException {
            return new AsynchronousListener();
        }

        @Override
        End connect(int port) throws IOException {
            return AsynchronousEnd.connect(port);
        }
    };

    private final String nameInReport;

    SocketApi(String nameInReport) {
        this.nameInReport = nameInReport;
    }

    String nameInReport() {
        return nameInReport;
    }

    abstract Listener listen() throws IOException;

    abstract End connect(int port) throws IOException;
}
