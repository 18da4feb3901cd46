package dev.lastack.cli.jvms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A /proc tree of made-up processes. */
final class FakeProc {

    private static final String TABLE_HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when\n";

    private final Path proc;

    FakeProc(Path folder) throws IOException {
        this.proc = folder;
        Files.createDirectories(folder.resolve("self"));
    }

    Path path() {
        return proc;
    }

    /** A JVM in the network namespace net:[1], with HotSpot mapped and nothing open. */
    Path jvm(int pid, String... commandLine) throws IOException {
        Path folder = process(pid, commandLine);
        write(folder, "maps", """
                55d0c0a00000-55d0c0a01000 r--p 00000000 08:01 1 /opt/jdk/bin/java
                7f3c10000000-7f3c10400000 rw-p 00000000 00:00 0
                7f3c18000000-7f3c19000000 r-xp 00000000 08:01 2 /opt/jdk/lib/server/libjvm.so
                """);
        return folder;
    }

    Path process(int pid, String... commandLine) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Integer.toString(pid)));
        Files.createDirectories(folder.resolve("fd"));
        Files.createDirectories(folder.resolve("ns"));
        Files.createDirectories(folder.resolve("net"));
        Files.createDirectories(folder.resolve("root/tmp"));
        Files.createSymbolicLink(folder.resolve("ns/net"), Path.of("net:[1]"));
        write(folder, "comm", commandLine[0].substring(commandLine[0].lastIndexOf('/') + 1) + "\n");
        write(folder, "cmdline", String.join("\0", commandLine) + "\0");
        write(folder, "maps", "7f3c18000000-7f3c19000000 r-xp 00000000 08:01 2 /usr/lib/libc.so.6\n");
        write(folder, "status", "Name:\tjava\nUid:\t0\t0\t0\t0\nNSpid:\t" + pid + "\n");
        write(folder, "limits", "Max open files            1024                 524288               files     \n");
        write(folder, "net/tcp", TABLE_HEAD);
        return folder;
    }

    void descriptors(int pid, String... targets) throws IOException {
        for (int i = 0; i < targets.length; i++) {
            Files.createSymbolicLink(proc.resolve(pid + "/fd/" + i), Path.of(targets[i]));
        }
    }

    /** @param entries such as {@code 08 4711}: the state and the inode */
    void table(int pid, String file, List<String> entries) throws IOException {
        StringBuilder table = new StringBuilder(TABLE_HEAD);
        for (String entry : entries) {
            table.append("   0: 0100007F:1F90 0100007F:C350 ")
                    .append(entry, 0, 2)
                    .append(" 00000000:00000000 00:00000000 00000000     0        0")
                    .append(entry.substring(2))
                    .append(" 1 0000000000000000 20 4 30 10 -1\n");
        }
        write(proc.resolve(Integer.toString(pid)), "net/" + file, table.toString());
    }

    static void write(Path folder, String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
