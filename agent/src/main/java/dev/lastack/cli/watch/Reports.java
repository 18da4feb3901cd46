package dev.lastack.cli.watch;

import dev.lastack.attach.TargetException;
import java.io.IOException;

/** A JVM that can be asked again and again. */
public interface Reports {

    /** The report as of now, as JSON. */
    String now() throws TargetException, IOException;
}
