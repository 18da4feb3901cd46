package dev.lastack.report;

import dev.lastack.analyze.Finding;
import dev.lastack.snapshot.Snapshot;
import java.util.List;

/** The report for people: plain text. */
public final class TextReport {

    private TextReport() {}

    /** The whole report; lines end in {@code \n}. */
    public static String render(Snapshot snapshot, List<Finding> findings) {
        return "";
    }
}
