package dev.lastack.analyze.stacks;

import static dev.lastack.fixture.Sites.appStack;
import static dev.lastack.fixture.Sites.library;
import static dev.lastack.fixture.Sites.stack;
import static dev.lastack.fixture.Sites.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import java.util.List;
import org.junit.jupiter.api.Test;

class NettyCloseTest {

    private static final Site DO_CLOSE = library("io.netty.channel.socket.nio.NioSocketChannel.doClose", 342);
    private static final Site CLOSE = library("io.netty.channel.AbstractChannel$AbstractUnsafe.close", 677);
    private static final Site CLOSE_ON_READ =
            library("io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe.closeOnRead", 105);
    private static final Site READ_FAILED =
            library("io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe.handleReadException", 124);
    private static final Site LOOP = library("io.netty.channel.nio.NioEventLoop.run", 562);

    @Test
    void endOfStream_isSaid() {
        assertThat(NettyClose.of(stack(DO_CLOSE, CLOSE, CLOSE_ON_READ, LOOP)))
                .isEqualTo("Netty's own close after the end of the input");
    }

    @Test
    void failedRead_isSaidThoughItPassesTheSameMethod() {
        assertThat(NettyClose.of(stack(DO_CLOSE, CLOSE, READ_FAILED, CLOSE_ON_READ)))
                .isEqualTo("Netty's own close after a read that failed");
    }

    @Test
    void relocatedCopy_isNettyToo() {
        Site shaded = library("io.grpc.netty.shaded.io.netty.channel.AbstractChannel$AbstractUnsafe.close", 677);

        assertThat(NettyClose.of(stack(shaded, LOOP))).isEqualTo("Netty's own close");
    }

    @Test
    void otherStacks_areNot() {
        assertThat(NettyClose.of(stack(LOOP))).isEmpty();
        assertThat(NettyClose.of(Stack.EMPTY)).isEmpty();
    }

    @Test
    void inASentence_theApplicationComesFirst() {
        Stack asked = appStack("com.acme.Session.end", 12);
        Stack own = stack(DO_CLOSE, CLOSE, CLOSE_ON_READ);

        assertThat(Stacks.places(List.of(times(3, own), times(2, asked))))
                .isEqualTo("Netty's own close after the end of the input (3) and Session.end(Session.java:12) (2)");
    }

    @Test
    void inASentence_nettysInnerPartsComeLast() {
        Site write = library("io.netty.channel.AbstractChannelHandlerContext.write", 964);
        Site reactor = library("reactor.netty.http.HttpOperations.then", 140);

        assertThat(Stacks.places(List.of(times(1, stack(write, reactor, LOOP)))))
                .isEqualTo("HttpOperations.then(HttpOperations.java:140)");
        assertThat(Stacks.places(List.of(times(1, stack(write, LOOP)))))
                .isEqualTo("AbstractChannelHandlerContext.write(AbstractChannelHandlerContext.java:964)");
    }
}
