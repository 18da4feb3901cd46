package dev.lastack.cli.owners;

import dev.lastack.json.JsonObject;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.text.Printable;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who holds the connections, for a person: for each finding its groups, the largest first. */
public final class OwnersText {

    private static final String INDENT = "       ";

    private OwnersText() {}

    /** Lines, each ended; a path is one line, however long: it is searched for. */
    public static String of(ReportDocument report) {
        List<String> lines = new ArrayList<>();
        lines.add("Who holds them  " + report.mainClass() + " (pid " + report.pid() + ")");
        int findings = 0;
        for (JsonObject finding : report.whole().objects("findings")) {
            if (!finding.objects("owners").isEmpty()) {
                findings++;
                lines.add("");
                add(finding, lines);
            }
        }
        if (findings == 0) {
            lines.add("no finding about connections that are open");
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(Printable.of(line)).append('\n'));
        return text.toString();
    }

    private static void add(JsonObject finding, List<String> lines) {
        lines.add(finding.text("severity").toUpperCase(Locale.ROOT) + "  " + finding.text("rule") + "  "
                + Words.count(finding.count("connections"), "connection"));
        if (!finding.text("culprit").isEmpty()) {
            lines.add(INDENT + "open this:  " + finding.text("culprit"));
        }
        List<JsonObject> owners = finding.objects("owners");
        int width = owners.stream()
                .mapToInt(owner -> Words.count(owner.count("connections")).length())
                .max()
                .orElse(0);
        for (JsonObject owner : owners) {
            String count = Words.count(owner.count("connections"));
            lines.add(INDENT + " ".repeat(width - count.length()) + count + "  " + owner.text("path"));
        }
        long unnamed =
                finding.count("connections") - finding.objects("identities").size();
        if (unnamed > 0) {
            lines.add(INDENT + Words.count(unnamed) + " more: the report does not name them one by one");
        }
    }
}
