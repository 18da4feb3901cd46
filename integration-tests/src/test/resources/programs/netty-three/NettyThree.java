package com.shop;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jboss.netty.bootstrap.ServerBootstrap;
import org.jboss.netty.buffer.ChannelBuffer;
import org.jboss.netty.buffer.ChannelBuffers;
import org.jboss.netty.channel.ChannelHandlerContext;
import org.jboss.netty.channel.Channels;
import org.jboss.netty.channel.MessageEvent;
import org.jboss.netty.channel.SimpleChannelUpstreamHandler;
import org.jboss.netty.channel.socket.nio.NioServerSocketChannelFactory;

/** A server on Netty 3 with one worker, which a handler blocks. */
public class NettyThree {

    public static void main(String[] args) throws Exception {
        Executor threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        });
        ServerBootstrap bootstrap = new ServerBootstrap(new NioServerSocketChannelFactory(threads, threads, 1));
        bootstrap.setPipelineFactory(() -> Channels.pipeline(new ReportHandler()));
        InetSocketAddress bound = (InetSocketAddress) bootstrap
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .getLocalAddress();
        Served.listening(bound.getPort());
    }

    static class ReportHandler extends SimpleChannelUpstreamHandler {
        @Override
        public void messageReceived(ChannelHandlerContext context, MessageEvent event) throws InterruptedException {
            String request = ((ChannelBuffer) event.getMessage()).toString(StandardCharsets.US_ASCII);
            if (request.startsWith("GET /health")) {
                event.getChannel().write(ChannelBuffers.copiedBuffer("fine", StandardCharsets.US_ASCII));
            } else {
                print();
            }
        }

        private static void print() throws InterruptedException {
            Served.never().await();
        }
    }
}
