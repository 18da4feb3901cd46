package dev.lastack.it.programs.attach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many connections to itself that send numbers there and back without a pause; each is closed and opened anew after a
 * while. Whatever goes wrong is counted. Argument: how many.
 */
public final class BusyEcho {

    private static final int EXCHANGES = 200;

    private static final AtomicLong ROUNDS = new AtomicLong();
    private static final AtomicLong ERRORS = new AtomicLong();

    private BusyEcho() {}

    /** One connection of the client's. */
    private static final class Exchange {
        private final ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES);
        private long number;
    }

    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[0]);
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), connections);
        Selector serving = Selector.open();
        listener.configureBlocking(false);
        listener.register(serving, SelectionKey.OP_ACCEPT);
        Selector asking = Selector.open();
        daemon("server", () -> loop(serving, BusyEcho::serve));
        for (int i = 0; i < connections; i++) {
            ask(asking, listener.getLocalAddress());
        }
        daemon("client", () -> loop(asking, key -> exchange(key, listener.getLocalAddress())));
        System.out.println("READY");
        int question = 0;
        while (System.in.read() >= 0) {
            System.out.println("COUNT " + ++question + " rounds " + ROUNDS + " errors " + ERRORS);
        }
    }

    private interface OnKey {
        void handle(SelectionKey key) throws IOException;
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void loop(Selector selector, OnKey action) {
        while (true) {
            try {
                selector.select();
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    action.handle(key);
                }
            } catch (IOException e) {
                ERRORS.incrementAndGet();
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void serve(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel accepted = ((ServerSocketChannel) key.channel()).accept();
            if (accepted != null) {
                accepted.configureBlocking(false);
                accepted.register(key.selector(), SelectionKey.OP_READ, ByteBuffer.allocate(Long.BYTES));
            }
            return;
        }
        SocketChannel channel = (SocketChannel) key.channel();
        ByteBuffer buffer = (ByteBuffer) key.attachment();
        if (channel.read(buffer) < 0) {
            channel.close();
        } else if (!buffer.hasRemaining()) {
            channel.write(buffer.flip());
            buffer.clear();
        }
    }

    private static void ask(Selector selector, java.net.SocketAddress to) throws IOException {
        SocketChannel channel = SocketChannel.open(to);
        channel.configureBlocking(false);
        Exchange exchange = new Exchange();
        channel.register(selector, SelectionKey.OP_READ, exchange);
        send(channel, exchange);
    }

    private static void send(SocketChannel channel, Exchange exchange) throws IOException {
        exchange.buffer.clear().putLong(++exchange.number).flip();
        channel.write(exchange.buffer);
        exchange.buffer.clear();
    }

    private static void exchange(SelectionKey key, java.net.SocketAddress to) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        Exchange exchange = (Exchange) key.attachment();
        if (channel.read(exchange.buffer) < 0) {
            ERRORS.incrementAndGet();
            key.cancel();
        } else if (!exchange.buffer.hasRemaining()) {
            if (exchange.buffer.getLong(0) != exchange.number) {
                ERRORS.incrementAndGet();
            }
            ROUNDS.incrementAndGet();
            if (exchange.number < EXCHANGES) {
                send(channel, exchange);
            } else {
                channel.close();
                ask(key.selector(), to);
            }
        }
    }
}
