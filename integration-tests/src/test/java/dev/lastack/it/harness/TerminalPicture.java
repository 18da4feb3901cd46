package dev.lastack.it.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A screen of tmux, captured with its colours, as a page that a browser draws: what a person sees in a terminal. */
public final class TerminalPicture {

    /** Select Graphic Rendition, ECMA-48 8.3.117. */
    private static final Pattern SGR = Pattern.compile("\u001b\\[([0-9;]*)m");

    private static final String STYLE = "html{background:#1b1f24}"
            + "body{margin:14px 18px;display:inline-block}"
            + "pre{margin:0;color:#d8dde3;font:15px/1.27 'DejaVu Sans Mono','Liberation Mono',monospace}"
            + ".bold{font-weight:700}.faint{color:#8b949e}.inverse{background:#d8dde3;color:#1b1f24}"
            + ".c31{color:#ff7b72}.c32{color:#7ee787}.c33{color:#e3b341}.c36{color:#79c0ff}";

    private TerminalPicture() {}

    /**
     * The page.
     *
     * @param captured lines with escape sequences, as {@code tmux capture-pane -e} gives them
     */
    public static String html(String captured) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html><meta charset=utf-8><style>" + STYLE + "</style><pre>");
        Set<String> classes = new TreeSet<>();
        Matcher sgr = SGR.matcher(captured);
        int from = 0;
        while (sgr.find()) {
            span(html, classes, captured.substring(from, sgr.start()));
            change(classes, sgr.group(1));
            from = sgr.end();
        }
        span(html, classes, captured.substring(from));
        return html.append("</pre>").toString();
    }

    private static void span(StringBuilder html, Set<String> classes, String text) {
        if (text.isEmpty()) {
            return;
        }
        String safe = text.replace("&", "&amp;").replace("<", "&lt;");
        html.append(classes.isEmpty() ? safe : "<span class=\"" + String.join(" ", classes) + "\">" + safe + "</span>");
    }

    private static void change(Set<String> classes, String codes) {
        for (String code : codes.isEmpty() ? List.of("0") : new ArrayList<>(List.of(codes.split(";")))) {
            switch (code) {
                case "", "0" -> classes.clear();
                case "1" -> classes.add("bold");
                case "2" -> classes.add("faint");
                case "7" -> classes.add("inverse");
                case "22" -> classes.removeAll(List.of("bold", "faint"));
                case "27" -> classes.remove("inverse");
                case "31", "32", "33", "36" -> {
                    classes.removeIf(one -> one.startsWith("c"));
                    classes.add("c" + code);
                }
                case "39" -> classes.removeIf(one -> one.startsWith("c"));
                case "49" -> {} // the background, which nobody has changed
                default -> throw new IllegalArgumentException("no colour of watch's: " + code);
            }
        }
    }
}
