package dev.lastack.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastack.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** The page around a report: what lies beside this class as HTML, CSS and JavaScript, put into one text. */
record PageTemplate(String beforeReport, String afterReport) {

    /** From which the page's script draws. */
    interface Data {
        void write(JsonGenerator json) throws IOException;
    }

    /** In the order in which they are joined. */
    private static final List<String> OF_REPORT = List.of(
            "01-dom.js",
            "02-words.js",
            "03-model.js",
            "04-verdict.js",
            "05-table.js",
            "06-findings.js",
            "07-lanes.js",
            "08-stacks.js",
            "09-icicle.js",
            "10-timeline.js",
            "10-timewait.js",
            "11-states.js",
            "12-settings.js",
            "13-main.js");

    /** Of the same pieces as far as many JVMs have what one has. */
    private static final List<String> OF_FLEET = List.of(
            "01-dom.js",
            "02-words.js",
            "03-model.js",
            "05-table.js",
            "06-findings.js",
            "fleet/01-model.js",
            "fleet/02-main.js");

    /** As it stands in the page for those without JavaScript. */
    private static final String COMMAND = "render report.json";

    private static final String REPORT = "{{report}}";

    /** For one report. */
    static PageTemplate read() throws IOException {
        return of(OF_REPORT, COMMAND);
    }

    /** For many JVMs. */
    static PageTemplate ofFleet() throws IOException {
        return of(OF_FLEET, "merge REPORTS");
    }

    /** Writes ASCII for what is the program's, else UTF-8; leaves the stream open. */
    void write(Data data, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(beforeReport);
        try (JsonGenerator json = Json.inHtml(writer)) {
            data.write(json);
        }
        writer.write(afterReport);
        writer.flush();
    }

    /** @param command that shows the same as text */
    private static PageTemplate of(List<String> files, String command) throws IOException {
        String style = resource("page.css");
        String script = script(files);
        String page = resource("page.html")
                .replace("{{policy}}", policy(style, script))
                .replace(COMMAND, command)
                .replace("{{style}}", style)
                .replace("{{script}}", script);
        int report = page.indexOf(REPORT);
        return new PageTemplate(page.substring(0, report), page.substring(report + REPORT.length()));
    }

    /** One function, so that a name in one file is no global name. */
    private static String script(List<String> files) throws IOException {
        StringBuilder script = new StringBuilder("\"use strict\";\n(() => {\n");
        for (String file : files) {
            script.append(resource(file));
        }
        return script.append("})();\n").toString();
    }

    /** Nothing is loaded from anywhere, and no script or style runs but these two; the image is the icon, which is empty. */
    private static String policy(String style, String script) throws IOException {
        return "default-src 'none'; script-src " + hash(script) + "; style-src " + hash(style)
                + "; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no " + name + " in this jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
