package dev.lastack.it.programs.clients;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Servers on {@code AsynchronousServerSocketChannel} whose handlers never close. Arguments: {@code way thresholdMillis}.
 */
final class AsynchronousLeaks {

    private static final int CLIENTS = 10;

    private final String way;
    private final long thresholdMillis;
    private final Semaphore served = new Semaphore(0);
    private final List<AsynchronousSocketChannel> kept = Collections.synchronizedList(new ArrayList<>());

    private AsynchronousLeaks(String[] args) {
        way = args[0];
        thresholdMillis = Long.parseLong(args[1]);
    }

    public static void main(String[] args) throws Exception {
        new AsynchronousLeaks(args).serve();
    }

    private void serve() throws IOException, InterruptedException {
        AsynchronousServerSocketChannel listener =
                AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
        Oracle oracle = Oracle.ofListenerAt(port);
        acceptNext(listener);
        System.out.println("LISTEN " + port);
        served.acquire(CLIENTS);
        System.out.println("SERVED");
        if (way.equals("good")) {
            oracle.awaitOwned(0);
        } else {
            oracle.await(TcpState.CLOSE_WAIT, CLIENTS);
            Pause.pastThreshold(thresholdMillis);
        }
        oracle.print();
        Runtime.getRuntime().exit(0);
    }

    private void acceptNext(AsynchronousServerSocketChannel listener) {
        listener.accept(null, new Then<>(channel -> {
            acceptNext(listener);
            handle(channel);
        }));
    }

    private void handle(AsynchronousSocketChannel channel) {
        kept.add(channel);
        switch (way) {
            case "never-read" -> served.release();
            case "asked-only" -> {
                readRequest(channel, end -> {});
                served.release();
            }
            case "one-read" -> readRequest(channel, ignored -> served.release());
            case "eof-ignored" ->
                readRequest(channel, first -> {
                    readRequest(channel, end -> {});
                    served.release();
                });
            default ->
                readRequest(channel, first -> {
                    readRequest(channel, end -> close(channel));
                    served.release();
                });
        }
    }

    private static void readRequest(AsynchronousSocketChannel channel, Done<Integer> then) {
        channel.read(ByteBuffer.allocate(100), null, new Then<>(then));
    }

    private static void close(AsynchronousSocketChannel channel) throws IOException {
        channel.close();
    }

    private interface Done<T> {
        void with(T result) throws IOException;
    }

    private record Then<T>(Done<T> done) implements CompletionHandler<T, Object> {

        @Override
        public void completed(T result, Object attachment) {
            try {
                done.with(result);
            } catch (IOException e) {
                failed(e, attachment);
            }
        }

        @Override
        public void failed(Throwable error, Object attachment) {
            error.printStackTrace();
        }
    }
}
