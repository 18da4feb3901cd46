package dev.lastack.cli.watch;

import dev.lastack.json.JsonObject;
import dev.lastack.report.document.FrameFolds;
import dev.lastack.text.Paint;
import dev.lastack.text.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is known about one code path: its findings, its stacks, and some of its connections. */
final class StackPage {

    private static final String INDENT = "  ";

    private final List<String> lines = new ArrayList<>();
    private final Instant at;
    private final FrameFolds folds;
    private final int width;
    private final Paint paint;

    private StackPage(Instant at, FrameFolds folds, int width, Paint paint) {
        this.at = at;
        this.folds = folds;
        this.width = width;
        this.paint = paint;
    }

    /** Each at most of the width. The path is null where it is not in the report any more. */
    static List<String> lines(@Nullable WatchedPath path, Instant at, FrameFolds folds, int width, Paint paint) {
        StackPage page = new StackPage(at, folds, width, paint);
        if (path == null) {
            page.add("this code path is not in the report any more");
        } else {
            page.all(path);
        }
        return page.lines;
    }

    private void all(WatchedPath path) {
        JsonObject json = path.json();
        lines.add(paint.bold(ScreenLine.cut(path.peer() + " (" + json.text("transport") + ")", width)));
        add((path.part() ? "listener: " : "") + "opened " + Words.count(json.count("opened")) + ", closed "
                + Words.count(json.count("closed")) + (path.part() ? "; of this handler: open " : ", open ")
                + Words.count(path.open()) + ", CLOSE_WAIT " + Words.count(path.closeWait())
                + (path.closeWait() == 0 ? "" : " (oldest " + Words.duration(path.oldestMillis()) + ")"));
        if (json.count("closed") > 0) {
            lifetime(json.object("lifetime"));
        }
        path.rules()
                .forEach(
                        rule -> lines.add(paint.bad(ScreenLine.cut(rule + "  (lastack explain " + rule + ")", width))));
        path.handledBy().forEach(handler -> add("handled by " + handler));
        stack("opened at", json.texts("openStack"));
        json.objects("eofSeenBy").forEach(site -> counted("end of stream read at", site));
        json.objects("lastUsedBy").forEach(site -> counted("last used at", site));
        json.objects("closedBy").forEach(site -> counted("closed at", site));
        connections(json.objects("samples"));
    }

    private void lifetime(JsonObject lifetime) {
        add("closed after " + Words.duration(lifetime.count("p50Millis")) + " (half of them), "
                + Words.duration(lifetime.count("p99Millis")) + " (99 %)");
    }

    private void counted(String what, JsonObject site) {
        stack(what + "  (" + Words.count(site.count("count")) + ")", site.texts("stack"));
    }

    private void stack(String title, List<String> frames) {
        if (!frames.isEmpty()) {
            title(title);
            folds.fold(frames).forEach(frame -> add(INDENT + ScreenLine.keepEnd(frame, width - INDENT.length())));
        }
    }

    private void connections(List<JsonObject> samples) {
        if (samples.isEmpty()) {
            return;
        }
        title("open connections, those in trouble first");
        for (JsonObject sample : samples) {
            boolean remoteClosed = sample.textOrNull("remoteClosedAt") != null;
            add(INDENT + sample.text("local") + " - " + sample.text("remote") + "  " + sample.text("state")
                    + (remoteClosed ? " " + Words.duration(WatchedPath.remoteClosedFor(sample, at)) : "") + "  thread "
                    + sample.text("thread"));
        }
    }

    private void title(String title) {
        add("");
        lines.add(paint.bold(ScreenLine.cut(title, width)));
    }

    private void add(String line) {
        lines.add(ScreenLine.cut(line, width));
    }
}
