package dev.lastack.attach;

import dev.lastack.attach.TargetException.Problem;
import dev.lastack.attach.protocol.FramedChannel;
import dev.lastack.attach.protocol.PipeEnds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * This side of the two pipes that the agent has made. The target is not trusted: a descriptor that it shows may stand for
 * any file that it has open, and for another one a moment later. So nothing is written before what was opened is seen to
 * be that pipe.
 */
final class JoinedPipes {

    private static final String PIPE = "pipe:[";

    private JoinedPipes() {}

    static FramedChannel join(TargetProcess target, PipeEnds ends) throws IOException, TargetException {
        Path requests = target.descriptor(ends.requests());
        Path answers = target.descriptor(ends.answers());
        Set<String> pipes = Set.of(pipe(target, requests), pipe(target, answers));
        FileChannel out = FileChannel.open(requests, StandardOpenOption.WRITE);
        try {
            FileChannel in = FileChannel.open(answers, StandardOpenOption.READ);
            try {
                requirePipes(target, pipes, out, in);
                out.write(ByteBuffer.allocate(1));
                return new FramedChannel(in, out);
            } catch (IOException | TargetException | RuntimeException e) {
                in.close();
                throw e;
            }
        } catch (IOException | TargetException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    private static String pipe(TargetProcess target, Path descriptor) throws IOException, TargetException {
        String link = Files.readSymbolicLink(descriptor).toString();
        if (!link.startsWith(PIPE)) {
            throw notPipe(target);
        }
        return link;
    }

    private static void requirePipes(TargetProcess target, Set<String> pipes, FileChannel... opened)
            throws IOException, TargetException {
        for (FileChannel channel : opened) {
            if (isSeekable(channel)) {
                throw notPipe(target);
            }
        }
        if (!ownLinks().containsAll(pipes)) {
            throw notPipe(target);
        }
    }

    private static boolean isSeekable(FileChannel channel) {
        try {
            channel.position();
            return true;
        } catch (IOException e) {
            return false; // ESPIPE
        }
    }

    private static Set<String> ownLinks() throws IOException {
        Set<String> links = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    links.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException e) {
                    // closed meanwhile
                }
            }
        }
        return links;
    }

    private static TargetException notPipe(TargetProcess target) {
        return new TargetException(Problem.REFUSED, "what " + target.pid() + " offers to talk through is no pipe");
    }
}
