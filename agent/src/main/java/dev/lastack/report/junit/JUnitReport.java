package dev.lastack.report.junit;

import dev.lastack.report.document.CodeSite;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.DocumentedFinding.Step;
import dev.lastack.report.document.ReportDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes each report as a test suite: a test case for each finding, failed where the finding fails the audit. */
public final class JUnitReport {

    private static final String SUITE = "LastAck";

    private final XMLStreamWriter xml;

    private JUnitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * Writes UTF-8; leaves the stream open.
     *
     * @param reports of one JVM, which is the root element; of several, or none, they are within {@code testsuites}
     * @param fails which findings are failures; the others are skipped test cases, which say what they found
     */
    public static void write(List<ReportDocument> reports, Predicate<DocumentedFinding> fails, OutputStream out)
            throws IOException {
        try {
            // The JDK's own: one that the application brings would be asked for by its class loader.
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            new JUnitReport(xml).document(reports, fails);
            xml.flush();
        } catch (XMLStreamException e) {
            throw e.getNestedException() instanceof IOException cause ? cause : new IOException(e.getMessage(), e);
        }
    }

    private void document(List<ReportDocument> reports, Predicate<DocumentedFinding> fails) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line();
        boolean several = reports.size() != 1;
        if (several) {
            xml.writeStartElement("testsuites");
            attribute("name", SUITE);
            line();
        }
        for (ReportDocument report : reports) {
            suite(report, several ? report.mainClass() + " (pid " + report.pid() + ")" : report.mainClass(), fails);
        }
        if (several) {
            xml.writeEndElement();
            line();
        }
        xml.writeEndDocument();
    }

    private void suite(ReportDocument report, String jvm, Predicate<DocumentedFinding> fails)
            throws XMLStreamException {
        List<DocumentedFinding> findings = report.findings();
        long failed = findings.stream().filter(fails).count();
        xml.writeStartElement("testsuite");
        attribute("name", SUITE + " " + jvm);
        attribute("time", seconds(report.seconds()));
        attribute("tests", Integer.toString(Math.max(1, findings.size())));
        attribute("failures", Long.toString(failed));
        attribute("errors", "0");
        attribute("skipped", Long.toString(findings.size() - failed));
        line();
        properties(report);
        if (findings.isEmpty()) {
            nothingFound(report);
        }
        for (DocumentedFinding finding : findings) {
            testCase(finding, fails.test(finding));
        }
        xml.writeEndElement();
        line();
    }

    /** Not the attribute timestamp: Surefire's schema has none. */
    private void properties(ReportDocument report) throws XMLStreamException {
        xml.writeStartElement("properties");
        property("lastack.generatedAt", report.generatedAt());
        property("lastack.pid", Long.toString(report.pid()));
        property("java.version", report.javaVersion());
        xml.writeEndElement();
        line();
    }

    private void property(String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
    }

    /** A suite without a test case is an error for some servers. */
    private void nothingFound(ReportDocument report) throws XMLStreamException {
        xml.writeEmptyElement("testcase");
        attribute("classname", report.mainClass());
        attribute("name", "no findings in " + report.opened() + " connections");
        attribute("time", seconds(report.seconds()));
        line();
    }

    private void testCase(DocumentedFinding finding, boolean fails) throws XMLStreamException {
        CodeSite site = finding.site();
        xml.writeStartElement("testcase");
        attribute("classname", site == null ? SUITE : site.className());
        attribute("name", finding.rule() + (site == null ? "" : " " + site.method() + "(" + place(site) + ")"));
        attribute("time", "0");
        line();
        if (fails) {
            xml.writeStartElement("failure");
            attribute("type", finding.rule());
            attribute("message", finding.headline());
            xml.writeCharacters(Xml.legal(body(finding)));
            xml.writeEndElement();
        } else {
            xml.writeEmptyElement("skipped");
            attribute("message", finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding.headline());
            line();
            xml.writeStartElement("system-out");
            xml.writeCharacters(Xml.legal(body(finding)));
            xml.writeEndElement();
        }
        line();
        xml.writeEndElement();
        line();
    }

    /** As a stack trace, which servers and editors make links of. */
    private static String body(DocumentedFinding finding) {
        StringBuilder body = new StringBuilder(finding.headline()).append('\n');
        if (finding.site() != null) {
            body.append("\tat ").append(finding.site()).append('\n');
        }
        finding.details().forEach(detail -> body.append(detail).append('\n'));
        body.append("why: ")
                .append(finding.why())
                .append("\nfix: ")
                .append(finding.fix())
                .append('\n');
        for (Step step : finding.steps()) {
            body.append(step.what()).append(":\n");
            step.stack().forEach(frame -> body.append("\tat ").append(frame).append('\n'));
        }
        return body.toString();
    }

    private static String place(CodeSite site) {
        return site.file() == null ? "" : site.line() > 0 ? site.file() + ":" + site.line() : site.file();
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, Xml.legal(value));
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }
}
