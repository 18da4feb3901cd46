package dev.lastack.it.programs.netty;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.programs.netty.Behaviour.EchoingHandler;
import dev.lastack.it.programs.netty.NettyMatrix.MatrixRow;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Netty connects, blocking sockets accept. */
final class ClientRow {

    /** They stay: the next row's would be given the same port, and a port is what names a row. */
    private static final List<ServerSocket> LISTENERS = new ArrayList<>();

    private ClientRow() {}

    static MatrixRow run(NettyTransport transport, Behaviour behaviour, int connections) throws Exception {
        ServerSocket listener = new ServerSocket(0, connections, InetAddress.getLoopbackAddress());
        LISTENERS.add(listener);
        int port = listener.getLocalPort();
        Oracle oracle = Oracle.ofClientOf(port);
        List<Channel> channels = new ArrayList<>();
        List<Socket> peers = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            channels.add(connect(transport, behaviour, port));
            peers.add(listener.accept());
        }
        for (int i = 0; i < connections; i++) {
            if (behaviour.exchanges()) {
                channels.get(i)
                        .writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1}))
                        .sync();
                BlockingPeer.answer(peers.get(i));
            }
        }
        if (behaviour.closedByMain()) {
            for (Channel channel : channels) {
                // unread data would make a reset of the close
                oracle.await("answer read", () -> channel.pipeline().get(EchoingHandler.class).read);
                channel.close().sync();
            }
        }
        for (Socket peer : peers) {
            BlockingPeer.end(peer, behaviour);
        }
        return MatrixRow.ended(transport, false, behaviour, port, oracle, channels);
    }

    private static Channel connect(NettyTransport transport, Behaviour behaviour, int port) throws Exception {
        return new Bootstrap()
                .group(transport.group())
                .channel(transport.channel())
                .option(ChannelOption.ALLOW_HALF_CLOSURE, behaviour == Behaviour.HALF_CLOSURE_IGNORED)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(behaviour.handler(false));
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port)
                .sync()
                .channel();
    }
}
