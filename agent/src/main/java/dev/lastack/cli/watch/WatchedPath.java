package dev.lastack.cli.watch;

import dev.lastack.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One row: a code path of a report, or of a listener that several handlers serve, what one of them has.
 *
 * @param id of the row: the code path's, with the handler behind it where it is a part
 * @param part of a listener: of opens, ends and TIME_WAIT only the listener knows, and they stand with the rest of it
 * @param place the culprit of its gravest finding, or the first application frame of its stack; empty where nothing is
 *     known
 * @param rules of its findings, the gravest first
 * @param handledBy of a server: handlers and their routes, as its findings name them, the gravest first
 * @param severity of the gravest; empty where there is none
 * @param oldestMillis of the connections in CLOSE_WAIT; 0 where there is none
 * @param json all the rest
 */
record WatchedPath(
        String id,
        boolean part,
        String place,
        List<String> rules,
        List<String> handledBy,
        String severity,
        long opened,
        long open,
        long closeWait,
        long oldestMillis,
        double openedPerSecond,
        long timeWaitNow,
        double portShare,
        JsonObject json) {

    /** One, or the rest of a listener and behind it a part for each of the handlers that its findings name. */
    static List<WatchedPath> of(JsonObject path, List<JsonObject> findings, Instant at) {
        String id = path.text("id");
        List<JsonObject> own =
                findings.stream().filter(finding -> isAbout(finding, id)).toList();
        Map<String, List<JsonObject>> byHandler = new LinkedHashMap<>();
        for (JsonObject finding : own) {
            byHandler
                    .computeIfAbsent(handledBy(finding), handler -> new ArrayList<>())
                    .add(finding);
        }
        boolean several = byHandler.size() > 1 && path.text("role").equals("server");
        if (!several || !own.stream().allMatch(finding -> isOnlyAbout(finding, id))) {
            return List.of(whole(path, own, at));
        }
        List<JsonObject> unhandled = byHandler.remove("");
        List<JsonObject> rest = unhandled == null ? List.of() : unhandled;
        List<WatchedPath> rows = new ArrayList<>();
        byHandler.forEach((handler, its) -> rows.add(part(path, handler, its)));
        rows.add(0, whole(path, rest, at).without(rows));
        return rows;
    }

    private static WatchedPath whole(JsonObject path, List<JsonObject> own, Instant at) {
        return new WatchedPath(
                path.text("id"),
                false,
                place(path, own),
                own.stream().map(finding -> finding.text("rule")).toList(),
                own.stream()
                        .map(WatchedPath::handledBy)
                        .filter(handler -> !handler.isEmpty())
                        .distinct()
                        .toList(),
                own.isEmpty() ? "" : own.get(0).text("severity"),
                path.count("opened"),
                path.count("open"),
                path.object("closeWait").count("now"),
                oldest(path, at),
                path.object("traffic").number("openedPerSecond"),
                path.object("timeWait").count("now"),
                path.object("timeWait").number("portShare"),
                path);
    }

    private static WatchedPath part(JsonObject path, String handler, List<JsonObject> own) {
        long closeWait = own.stream()
                .filter(WatchedPath::isCloseWait)
                .mapToLong(finding -> finding.count("connections"))
                .sum();
        long oldest = own.stream()
                .filter(WatchedPath::isCloseWait)
                .mapToLong(finding -> finding.object("evidence").count("longestMillis"))
                .max()
                .orElse(0);
        return new WatchedPath(
                path.text("id") + " " + handler,
                true,
                place(path, own),
                own.stream().map(finding -> finding.text("rule")).toList(),
                List.of(handler),
                own.get(0).text("severity"),
                0,
                own.stream().mapToLong(finding -> finding.count("connections")).sum(),
                closeWait,
                oldest,
                0,
                0,
                0,
                path);
    }

    /** What is in no row of its own. */
    private WatchedPath without(List<WatchedPath> parts) {
        long partsCloseWait = parts.stream().mapToLong(WatchedPath::closeWait).sum();
        long partsOpen = parts.stream().mapToLong(WatchedPath::open).sum();
        long left = Math.max(0, closeWait - partsCloseWait);
        return new WatchedPath(
                id,
                part,
                place,
                rules,
                handledBy,
                severity,
                opened,
                Math.max(0, open - partsOpen),
                left,
                left == 0 ? 0 : oldestMillis,
                openedPerSecond,
                timeWaitNow,
                portShare,
                json);
    }

    private static boolean isCloseWait(JsonObject finding) {
        return finding.text("rule").startsWith("close-wait/");
    }

    /** Of one about several code paths nobody can tell how many connections are whose. */
    private static boolean isOnlyAbout(JsonObject finding, String id) {
        List<String> paths = finding.texts("codePaths");
        return finding.text("codePath").equals(id) && paths.stream().allMatch(id::equals);
    }

    /** {@code OrderServlet.doGet:58 GET /orders}; empty where the report does not say. */
    private static String handledBy(JsonObject finding) {
        return (shortSite(finding.text("handler")) + " " + finding.text("route")).strip();
    }

    /** It may be about several, of which it names the one with the most first. */
    private static boolean isAbout(JsonObject finding, String id) {
        return finding.text("codePath").equals(id) || finding.texts("codePaths").contains(id);
    }

    /** The first of them, and how many more there are. */
    String handlers() {
        return handledBy.size() < 2 ? String.join("", handledBy) : handledBy.get(0) + " +" + (handledBy.size() - 1);
    }

    /** Whether its place, peer, a rule or a handler has the text in it, in capitals or not. */
    boolean matches(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                || (place + " " + peer() + " " + String.join(" ", rules) + " " + String.join(" ", handledBy))
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted);
    }

    /** {@code PriceClient.fetch:87}: the class without its package, the method, the line. */
    String shortPlace() {
        return shortSite(place);
    }

    private static String shortSite(String site) {
        int file = site.indexOf('(');
        if (file < 0) {
            return site;
        }
        String line = site.contains(":") ? site.substring(site.lastIndexOf(':'), site.length() - 1) : "";
        return site.substring(classBegin(site), file) + line;
    }

    /** {@code com.acme.orders}; empty where there is none. */
    String packageName() {
        return place.substring(0, Math.max(0, classBegin(place) - 1));
    }

    private static int classBegin(String site) {
        int file = site.indexOf('(');
        String method = file < 0 ? "" : site.substring(0, file);
        return method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1;
    }

    private static String place(JsonObject path, List<JsonObject> findings) {
        for (JsonObject finding : findings) {
            // of a finding about several code paths, the culprit is that of the one with the most
            boolean own = finding.text("codePath").equals(path.text("id"));
            if (own && !finding.text("culprit").isEmpty()) {
                return finding.text("culprit");
            }
        }
        String site = path.text("site");
        List<String> stack = path.texts("openStack");
        return site.isEmpty() && !stack.isEmpty() ? stack.get(0) : site;
    }

    private static long oldest(JsonObject path, Instant at) {
        return path.objects("samples").stream()
                .filter(sample -> sample.text("state").equals("CLOSE_WAIT"))
                .mapToLong(sample -> remoteClosedFor(sample, at))
                .max()
                .orElse(0);
    }

    /** Until now, also where close() was called meanwhile and has not released the descriptor. */
    static long remoteClosedFor(JsonObject sample, Instant at) {
        String since = sample.text("remoteClosedAt");
        return since.isEmpty()
                ? sample.count("closeWaitMillis")
                : Math.max(0, Duration.between(Instant.parse(since), at).toMillis());
    }

    long firstClosed(String side) {
        return json.object("firstCloser").count(side);
    }

    boolean isServer() {
        return json.text("role").equals("server");
    }

    /** {@code client of 10.0.0.5:8443}, {@code server on 0.0.0.0:80}. */
    String peer() {
        return json.text("role") + (isServer() ? " on " : " of ") + json.text("peer");
    }

    /** Of the listener or the destination: {@code :80}. */
    String port() {
        String peer = json.text("peer");
        return peer.substring(Math.max(0, peer.lastIndexOf(':')));
    }
}
