package dev.lastack.it.programs.cases;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;

/** Accepted channels that are not read; the clients leave. Good: they are read, and Netty closes them. */
final class NettyReadingOff {

    private NettyReadingOff() {}

    public static void main(String[] args) throws Exception {
        NettyServer.run(args, ChannelOption.AUTO_READ, args[0].equals("good"), Waiting::new);
    }

    private static final class Waiting extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.fireChannelRead(message);
        }
    }
}
