package dev.lastack.it.programs.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/** What one row of the matrix does with its connections, on our side and on the peer's. */
enum Behaviour {
    /** Our main thread closes after one exchange. */
    HEALTHY,
    /** Our handler closes after one exchange. */
    CLOSED_BY_HANDLER,
    /** The peer closes after one exchange, and Netty after it. */
    CLOSED_BY_PEER,
    /** The peer resets after one exchange. */
    RESET_BY_PEER,
    /** Reading is switched off when the channel is connected; then the peer closes. */
    READING_OFF,
    /** The peer closes after one exchange, and nobody answers Netty's event. */
    HALF_CLOSURE_IGNORED;

    ChannelHandler handler(boolean server) {
        return switch (this) {
            case CLOSED_BY_HANDLER -> new ClosingHandler(server);
            case READING_OFF -> new NotReadingHandler();
            default -> new EchoingHandler(server);
        };
    }

    boolean exchanges() {
        return this != READING_OFF;
    }

    boolean peerCloses() {
        return this != HEALTHY && this != CLOSED_BY_HANDLER;
    }

    boolean peerResets() {
        return this == RESET_BY_PEER;
    }

    boolean closedByMain() {
        return this == HEALTHY;
    }

    boolean leaks(NettyTransport transport) {
        return this == HALF_CLOSURE_IGNORED || (this == READING_OFF && !transport.readsAllTheSame());
    }

    /** A server answers, a client has asked already. */
    static class EchoingHandler extends ChannelInboundHandlerAdapter {

        private final boolean server;
        volatile boolean read;

        EchoingHandler(boolean server) {
            this.server = server;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (server) {
                ChannelFuture unused = context.writeAndFlush(message);
            } else {
                ReferenceCountUtil.release(message);
            }
            read = true;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // the peer's reset; Netty closes
        }
    }

    static final class ClosingHandler extends EchoingHandler {

        ClosingHandler(boolean server) {
            super(server);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            super.channelRead(context, message);
            ChannelFuture unused = context.close();
        }
    }

    static final class NotReadingHandler extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(false);
        }
    }
}
