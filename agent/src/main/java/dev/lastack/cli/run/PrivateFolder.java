package dev.lastack.cli.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that only this user can look into, until it is closed. */
record PrivateFolder(Path path) implements AutoCloseable {

    static PrivateFolder create() throws IOException {
        return new PrivateFolder(Files.createTempDirectory(
                parent(System.getProperty("java.io.tmpdir", "/tmp")),
                "lastack-run-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    }

    /** The agent's arguments have commas between them, and take {@code %p} for the pid. */
    static Path parent(String temporary) {
        return Path.of(temporary.matches(".*[,%].*") ? "/tmp" : temporary);
    }

    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(path);
    }
}
