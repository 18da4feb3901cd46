package dev.lastack.cli.watch;

import dev.lastack.attach.TargetException;
import java.io.IOException;

/** Source of the JSON reports that {@code watch} shows: a JVM that can be asked again and again. */
public interface Reports {

    /** The report as of now, as JSON. */
    String now() throws TargetException, IOException;
}
