package dev.lastack.cli.watch;

import dev.lastack.analyze.Analyzer;
import dev.lastack.config.Settings;
import dev.lastack.report.json.JsonReport;
import dev.lastack.snapshot.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reports as the agent writes them. */
final class Watched {

    private Watched() {}

    static WatchedJvm of(Snapshot snapshot) throws IOException {
        return WatchedJvm.parse(report(snapshot));
    }

    static String report(Snapshot snapshot) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonReport.write(snapshot, Analyzer.analyze(snapshot, Settings.DEFAULTS), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** As if it had been written so much earlier. */
    static WatchedJvm earlier(WatchedJvm jvm, long seconds) {
        return new WatchedJvm(jvm.at().minusSeconds(seconds), jvm.paths(), jvm.json());
    }
}
