package dev.lastack.cli.jvms;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at every process of a /proc tree. */
public final class JvmFinder {

    private final Path proc;
    private final long self;
    private final SocketTables tables = new SocketTables();
    private final List<ListedJvm> found = new ArrayList<>();
    private int unreadable;

    private JvmFinder(Path proc, long self) {
        this.proc = proc;
        this.self = self;
    }

    /**
     * Every JVM that this user may look at, containers' included.
     *
     * @param self a pid that is left out
     */
    public static JvmList find(Path proc, long self) throws IOException {
        return new JvmFinder(proc, self).find();
    }

    private JvmList find() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path folder : folders) {
                look(new ProcessFolder(folder));
            }
        }
        return new JvmList(found.stream().sorted(ListedJvm.WORST_FIRST).toList(), tables.timeWaits(), unreadable);
    }

    private void look(ProcessFolder process) {
        if (process.pid() == self) {
            return;
        }
        try {
            Optional<String> libjvm = process.libjvm();
            if (libjvm.isPresent()) {
                found.add(jvm(process, libjvm.get()));
            }
        } catch (AccessDeniedException e) {
            unreadable += isCalledJava(process) ? 1 : 0;
        } catch (IOException e) {
            // It has ended while it was read.
        }
    }

    private ListedJvm jvm(ProcessFolder process, String libjvm) throws IOException {
        Program program = Program.of(process, libjvm);
        ProcessFolder.OpenFiles files = process.openFiles();
        return new ListedJvm(
                process.pid(),
                process.pidInContainer(),
                process.user(),
                program.mainClass(),
                program.javaVersion(),
                new ListedJvm.Descriptors(files.count(), process.descriptorLimit()),
                tables.of(process).among(files.sockets()),
                process.networkNamespace());
    }

    private static boolean isCalledJava(ProcessFolder process) {
        try {
            return process.name().equals("java");
        } catch (IOException e) {
            return false;
        }
    }
}
