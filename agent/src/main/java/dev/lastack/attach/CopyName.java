package dev.lastack.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a copy of the jar. It says which command made it, so that the next one knows what a killed one has left:
 * by a process id, which means something in its own namespace only.
 *
 * @param namespace of process ids, by its inode
 */
record CopyName(String namespace, long pid) {

    private static final Pattern NAME = Pattern.compile("\\.lastack-(\\d{1,20})-(\\d{1,18})-[0-9a-f]{16}\\.jar");

    /** Longer than any command lasts. */
    private static final Duration OLD = Duration.ofMinutes(10);

    static String fresh() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        return ".lastack-" + ownNamespace() + "-" + ProcessHandle.current().pid() + "-"
                + HexFormat.of().formatHex(random) + ".jar";
    }

    /** Null where it is no such name. */
    static @Nullable CopyName parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? new CopyName(matcher.group(1), Long.parseLong(matcher.group(2))) : null;
    }

    boolean isLeftOver(FileTime written) {
        boolean old = written.toInstant().isBefore(Instant.now().minus(OLD));
        return old || (namespace.equals(ownNamespace()) && ProcessHandle.of(pid).isEmpty());
    }

    /** {@code pid:[4026531836]}: its number; 0 where not known, which is nobody's. */
    private static String ownNamespace() {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return link.replaceAll("\\D", "");
        } catch (IOException e) {
            return "0";
        }
    }
}
