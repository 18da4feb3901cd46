package dev.lastack.cli.jvms;

import dev.lastack.kernel.ProcSockets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One process in a /proc tree. Every method throws where the process has ended meanwhile, or is somebody else's. */
final class ProcessFolder {

    /** Of a file of /proc: a command line may be as long as the system lets it be. */
    private static final int BIGGEST = 8 << 20;

    private final Path folder;

    ProcessFolder(Path folder) {
        this.folder = folder;
    }

    long pid() {
        return Long.parseLong(folder.getFileName().toString());
    }

    /** World-readable, unlike nearly all others. */
    String name() throws IOException {
        return text(folder.resolve("comm")).strip();
    }

    String user() throws IOException {
        return owner().getName();
    }

    List<String> commandLine() throws IOException {
        return List.of(text(folder.resolve("cmdline")).split("\0"));
    }

    /** Where it has mapped HotSpot from, as it sees it: every JVM has, whoever started it and however. */
    Optional<String> libjvm() throws IOException {
        try (BufferedReader maps = Files.newBufferedReader(folder.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            for (String line = maps.readLine(); line != null; line = maps.readLine()) {
                int path = line.indexOf('/');
                if (path > 0 && line.contains("/libjvm.so")) {
                    return Optional.of(line.substring(path).replace(" (deleted)", ""));
                }
            }
        }
        return Optional.empty();
    }

    /** In the innermost namespace that it is in. */
    long pidInContainer() throws IOException {
        String pids = field("status", "NSpid:");
        return pids.isEmpty() ? pid() : Long.parseLong(pids.substring(pids.lastIndexOf('\t') + 1));
    }

    /** -1 where there is none. */
    long descriptorLimit() throws IOException {
        String soft = field("limits", "Max open files").split("\\s+")[0];
        return soft.matches("\\d+") ? Long.parseLong(soft) : -1;
    }

    String networkNamespace() throws IOException {
        return Files.readSymbolicLink(folder.resolve("ns/net")).toString();
    }

    /** Of the sockets among its descriptors, the inodes. */
    OpenFiles openFiles() throws IOException {
        Set<Long> sockets = new HashSet<>();
        int count = 0;
        try (DirectoryStream<Path> links = Files.newDirectoryStream(folder.resolve("fd"))) {
            for (Path link : links) {
                count++;
                long inode = ProcSockets.inode(link);
                if (inode != 0) {
                    sockets.add(inode);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new OpenFiles(count, sockets);
    }

    /** Of its network namespace. */
    Path socketTable(String file) {
        return folder.resolve("net").resolve(file);
    }

    /** Its file system: a link that leads there, and below which everything may be its user's. */
    Path root() {
        return folder.resolve("root");
    }

    UserPrincipal owner() throws IOException {
        return Files.getOwner(folder);
    }

    private String field(String file, String name) throws IOException {
        return text(folder.resolve(file))
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElse("");
    }

    /** Files of /proc claim to be empty: read until their end. */
    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(BIGGEST), StandardCharsets.UTF_8);
        }
    }

    /** How many there are, and which of them are sockets, by inode. */
    record OpenFiles(int count, Set<Long> sockets) {}
}
