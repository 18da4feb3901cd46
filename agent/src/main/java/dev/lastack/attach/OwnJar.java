package dev.lastack.attach;

import dev.lastack.attach.TargetException.Problem;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** The file that this program was started from: the agent is in it too. */
public final class OwnJar {

    private OwnJar() {}

    public static Path path() throws TargetException {
        try {
            CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
            Path path = Path.of(source.getLocation().toURI()).toAbsolutePath();
            if (Files.isRegularFile(path)) {
                return path;
            }
        } catch (URISyntaxException | RuntimeException e) {
            throw new TargetException(Problem.NOT_ATTACHABLE, "cannot find lastack.jar, which this runs from: " + e, e);
        }
        throw new TargetException(Problem.NOT_ATTACHABLE, "attaching needs to be run from lastack.jar");
    }
}
