package dev.lastack.it.programs.cases;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/** Half-closure is allowed, and nobody answers Netty's event. Good: the handler closes. */
final class NettyHalfClosure {

    private NettyHalfClosure() {}

    public static void main(String[] args) throws Exception {
        NettyServer.run(args, ChannelOption.ALLOW_HALF_CLOSURE, true, () -> handler(args[0].equals("bad")));
    }

    private static ChannelHandler handler(boolean bad) {
        return bad ? new Deaf() : new Closing();
    }

    private static class Deaf extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.fireChannelRead(message);
        }
    }

    private static final class Closing extends Deaf {

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                ChannelFuture unused = context.close();
            }
        }
    }
}
