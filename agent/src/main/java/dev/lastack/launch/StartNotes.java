package dev.lastack.launch;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at start what will be missing from every report: a person may want to act. In a class of its own, so that a start
 * without notes loads no logging.
 */
final class StartNotes {

    private static final Logger logger = LoggerFactory.getLogger("lastack");

    private StartNotes() {}

    static void say(List<String> notes) {
        StartMessage.write(() -> notes.forEach(note -> logger.warn("{}", note)));
    }
}
