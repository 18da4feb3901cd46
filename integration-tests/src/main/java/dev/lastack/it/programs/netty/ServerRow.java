package dev.lastack.it.programs.netty;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.programs.netty.NettyMatrix.MatrixRow;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Netty accepts, blocking sockets connect. */
final class ServerRow {

    private ServerRow() {}

    static MatrixRow run(NettyTransport transport, Behaviour behaviour, int connections) throws Exception {
        List<Channel> channels = Collections.synchronizedList(new ArrayList<>());
        Channel listener = new ServerBootstrap()
                .group(transport.group())
                .channel(transport.serverChannel())
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, behaviour == Behaviour.HALF_CLOSURE_IGNORED)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(behaviour.handler(true));
                        channels.add(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        int port = ((InetSocketAddress) listener.localAddress()).getPort();
        Oracle oracle = Oracle.ofListenerAt(port);
        List<Socket> peers = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            peers.add(BlockingPeer.connect(port));
        }
        oracle.await("accepted", () -> channels.size() == connections);
        for (Socket peer : peers) {
            BlockingPeer.exchange(peer, behaviour);
        }
        if (behaviour.closedByMain()) {
            closeAll(channels);
        }
        for (Socket peer : peers) {
            BlockingPeer.end(peer, behaviour);
        }
        // The listener stays: the next row's would be given the same port, and a port is what names a row.
        return MatrixRow.ended(transport, true, behaviour, port, oracle, channels);
    }

    private static void closeAll(List<Channel> channels) throws InterruptedException {
        for (Channel channel : channels) {
            channel.close().sync();
        }
    }
}
