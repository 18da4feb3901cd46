package dev.lastack.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Mode, owner and group of a file, by number; all -1 where the file system has none. */
record FileIdentity(int mode, int owner, int group, int names) {

    private static final int PERMISSIONS = 07777;

    static FileIdentity of(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return new FileIdentity(-1, -1, -1, 1);
        }
        Map<String, Object> unix = Files.readAttributes(file, "unix:mode,uid,gid,nlink", LinkOption.NOFOLLOW_LINKS);
        return new FileIdentity(number(unix, "mode"), number(unix, "uid"), number(unix, "gid"), number(unix, "nlink"));
    }

    static int number(Map<String, Object> attributes, String name) {
        return (int) Objects.requireNonNull(attributes.get(name), name);
    }

    /** False where this user may not, or where the file has further names, which would keep the old content. */
    boolean giveTo(Path file) {
        if (mode < 0) {
            return true;
        }
        if (names > 1) {
            return false;
        }
        try {
            FileIdentity has = of(file);
            if (has.owner != owner) {
                Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
            }
            if (has.group != group) {
                Files.setAttribute(file, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
            }
            Files.setAttribute(file, "unix:mode", mode & PERMISSIONS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
