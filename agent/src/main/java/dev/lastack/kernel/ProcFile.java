package dev.lastack.kernel;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of /proc, read through a plain stream: there are dozens at each look, and a channel costs more than what is in them. */
final class ProcFile {

    private ProcFile() {}

    /**
     * Its text. Not by {@link Files#readString}: it trusts the size, 0 in /proc, so that its first read asks for one byte. A
     * number of /proc/sys is all given at the first read and nothing at the second: of 131072 the 1 would be left.
     *
     * @param buffer that holds such a number
     */
    static String text(Path file, byte[] buffer) throws IOException {
        try (InputStream in = new FileInputStream(file.toFile())) {
            int first = Math.max(0, in.read(buffer));
            int next = in.read(buffer, first, buffer.length - first);
            if (next <= 0 && first < buffer.length) {
                return new String(buffer, 0, first, StandardCharsets.ISO_8859_1);
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(buffer, 0, first + Math.max(0, next));
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                all.write(buffer, 0, count);
            }
            return all.toString(StandardCharsets.ISO_8859_1);
        } catch (FileNotFoundException e) {
            try (InputStream again = Files.newInputStream(file)) {
                again.read(); // tells which of its reasons it was
            }
            throw e;
        }
    }
}
