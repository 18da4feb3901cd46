package dev.lastack.report.html;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastack.fixture.Gateway;
import dev.lastack.fixture.LostConnections;
import dev.lastack.fixture.OrderService;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.report.Reports;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.snapshot.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as text; how it looks and works in a browser is PageIT's. */
class HtmlReportTest {

    private static final Path RESOURCES = Path.of("src/main/resources/dev/lastack/report/html");
    private static final int MOST_BYTES = 400 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Stream<Snapshot> snapshots() {
        return Stream.of(
                OrderService.sick(), OrderService.healthy(), Gateway.sick(), Gateway.healthy(), LostConnections.sick());
    }

    /** All that a program of the reader's would find in the JSON report is in the page. */
    @ParameterizedTest
    @MethodSource("snapshots")
    void report_liesInThePageWhole(Snapshot snapshot) throws IOException {
        String page = page(Reports.bytes(snapshot));

        assertThat(JSON.readTree(reportIn(page))).isEqualTo(Reports.json(snapshot));
    }

    @Test
    void besidesTheReport_pageIsSmall() throws IOException {
        String page = page(Reports.bytes(OrderService.sick()));

        assertThat(page.length() - reportIn(page).length()).isLessThan(MOST_BYTES);
    }

    /** However many are open, a path shows ten of them: a page of fifty thousand is of some megabytes. */
    @Test
    void fiftyThousandOpenConnections_areAPageThatABrowserOpens() throws IOException {
        PathBuilder[] paths = new PathBuilder[1_000];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = client().id("p" + i)
                    .openStack(appStack("com.acme.orders.Client" + i + ".fetch", 87))
                    .open(50, connection().remoteClosed(9_000));
        }
        byte[] json = Reports.bytes(SnapshotFixtures.of(paths));
        String page = page(json);

        assertThat(JSON.readTree(json).at("/totals/open").asInt()).isEqualTo(50_000);
        assertThat(JSON.readTree(json).at("/codePaths/0/samples")).hasSize(10);
        assertThat(page.length()).isBetween(1_000_000, 8_000_000); // in one line, the report is smaller than its file
    }

    /** Its parts, with what is longer than a line and what a change of one line changes left out. */
    @Test
    void page_isItsTemplate() throws IOException {
        String page = page(Reports.bytes(OrderService.healthy()))
                .replaceAll("(?s)<style>.*?</style>", "<style>{{style}}</style>")
                .replaceAll("(?s)(<script[^>]*id=\"report\">).*?</script>", "$1{{report}}</script>")
                .replaceAll("(?s)<script>.*?</script>", "<script>{{script}}</script>")
                .replaceAll("(Policy\" content=)\"[^\"]*\"", "$1\"{{policy}}\"");

        assertThat(page).isEqualTo(Files.readString(RESOURCES.resolve("page.html")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</script><script>alert(1)</script>",
                "</SCRIPT >",
                "<!--<script>",
                "]]>",
                "\"'`\\",
                "&lt;b&gt;&amp;",
                "\u2028\u2029\u202E\uFEFF\u0000\u001B[31m",
                "\uD800 half a pair",
                "${x}{{report}}{{script}}$1",
            })
    void hostileText_isNeitherMarkupNorScript_andComesBackExactly(String hostile) throws IOException {
        ObjectNode report = (ObjectNode) Reports.json(OrderService.sick());
        ((ObjectNode) report.get("jvm")).put("mainClass", hostile);
        ((ObjectNode) report.at("/findings/0")).put("culprit", "a." + hostile + ".b(C.java:1)");
        ((ObjectNode) report.at("/codePaths/0/samples/0")).put("thread", hostile);
        report.put("note", hostile);
        if (!hostile.startsWith("\uD800")) { // no reader takes half a pair for a field's name
            report.put(hostile, hostile);
        }

        byte[] json = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsBytes(report);
        String page = page(json);
        String data = reportIn(page);

        assertThat(data).doesNotContain("<", ">", "&").matches("\\p{Print}*");
        assertThat(Pattern.compile("<script").matcher(page).results()).hasSize(2);
        assertThat(JSON.readTree(data)).isEqualTo(JSON.readTree(json));
    }

    /** A policy that lets the one script and the one style of the page run, and nothing else. */
    @Test
    void policy_allowsWhatIsInThePageAlone() throws IOException {
        String page = page(Reports.bytes(OrderService.sick()));

        assertThat(group(page, "Policy\" content=\"([^\"]*)\""))
                .isEqualTo("default-src 'none'; script-src " + hash(group(page, "(?s)<script>(.*?)</script>"))
                        + "; style-src " + hash(group(page, "(?s)<style>(.*?)</style>"))
                        + "; img-src data:; base-uri 'none'; form-action 'none'");
    }

    /** What the policy would refuse, or what would make text of a program's more than text. */
    @Test
    void scripts_putTextIntoThePageAsTextOnly_andAskForNothing() throws IOException {
        List<String> refused = List.of(
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                "new Function",
                "fetch(",
                "XMLHttpRequest",
                "WebSocket",
                "import(",
                "sendBeacon",
                "srcdoc",
                "cssText",
                "</script",
                "https:");
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                assertThat(text)
                        .as(file.toString())
                        .doesNotContain(refused.stream()
                                .filter(word -> !(word.equals("</script") && file.endsWith("page.html")))
                                .toArray(String[]::new));
                assertThat(text.replace("http://www.w3.org/2000/svg", ""))
                        .doesNotContain("http:", "@import", "url(http");
            }
        }
        assertThat(Files.readString(RESOURCES.resolve("page.html")))
                .doesNotContainPattern("<[^>]+ (style|on[a-z]+)=")
                .doesNotContainPattern(" (src|srcset|action)=");
    }

    @Test
    void everyScript_isInThePage() throws IOException {
        String page = page(Reports.bytes(OrderService.healthy()));
        List<Path> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.list(RESOURCES)) {
            files.filter(file -> file.toString().endsWith(".js")).sorted().forEach(scripts::add);
        }

        int at = 0;
        for (Path script : scripts) {
            int found = page.indexOf(Files.readString(script));
            assertThat(found).as(script + " after the one before it").isGreaterThan(at);
            at = found;
        }
        assertThat(scripts).hasSizeGreaterThan(10);
    }

    private static String page(byte[] json) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlReport.write(ReportDocument.read(json), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String reportIn(String page) {
        return group(page, "(?s)<script type=\"application/json\" id=\"report\">(.*?)</script>");
    }

    private static String group(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
