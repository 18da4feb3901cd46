package dev.lastack.it.programs.netty;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.TcpState;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Netty is loaded, and has connections, before LastAck is attached: some whose clients have left, some in use. Once the
 * file {@code attached} is there, those in use are written to and closed, and the whole matrix follows. Arguments: those
 * of {@link NettyMatrix}, and the folder of the file.
 */
public final class NettyLate {

    private NettyLate() {}

    public static void main(String[] args) throws Exception {
        NettyTransport transport = NettyTransport.of(args[0]);
        int connections = Integer.parseInt(args[1]);
        List<Channel> channels = Collections.synchronizedList(new ArrayList<>());
        int port = listen(transport, channels);
        Oracle oracle = Oracle.ofListenerAt(port);
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 2 * connections; i++) {
            clients.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        oracle.await("all accepted", () -> channels.size() == clients.size());
        for (Socket client : clients.subList(0, connections)) {
            client.close();
        }
        oracle.await(TcpState.CLOSE_WAIT, connections);
        System.out.println("PID " + ProcessHandle.current().pid());
        System.out.println("PORT " + port);

        oracle.await("attached", () -> Files.exists(Path.of(args[3], "attached")));
        for (Channel channel : channels) {
            // those whose clients have left stay as they are: what is to be seen of them is what was before
            if (clients.stream().anyMatch(client -> isOther(client, channel))) {
                channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1})).sync();
            }
        }
        for (Socket client : clients.subList(connections, clients.size())) {
            BlockingPeer.expectByte(client);
        }
        for (Channel channel : channels) {
            if (clients.stream().anyMatch(client -> isOther(client, channel))) {
                channel.close().sync();
            }
        }
        NettyMatrix.run(args);
        System.out.println("DONE");
        oracle.await("reported", () -> Files.exists(Path.of(args[3], "reported")));
        System.exit(0);
    }

    private static boolean isOther(Socket client, Channel channel) {
        return !client.isClosed() && ((InetSocketAddress) channel.remoteAddress()).getPort() == client.getLocalPort();
    }

    private static int listen(NettyTransport transport, List<Channel> channels) throws InterruptedException {
        Channel listener = new ServerBootstrap()
                .group(transport.group())
                .channel(transport.serverChannel())
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(Behaviour.HALF_CLOSURE_IGNORED.handler(true));
                        channels.add(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }
}
