package dev.lastack.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** JUnit's XML held against the schema that Surefire publishes with its sources. */
public final class SurefireSchema {

    private static final String FILE = "/maven-surefire-plugin/src/site/resources/xsd/surefire-test-report.xsd";

    private SurefireSchema() {}

    /**
     * The test suites of a file, each of them valid; the schema is of one suite, and knows no element around several.
     *
     * @throws AssertionError where one is not
     */
    public static List<Element> validSuites(Path file) throws IOException {
        try {
            Document document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile());
            NodeList found = document.getElementsByTagName("testsuite");
            List<Element> suites = new ArrayList<>();
            Schema schema = schema();
            for (int i = 0; i < found.getLength(); i++) {
                schema.newValidator().validate(new DOMSource(found.item(i)));
                suites.add((Element) found.item(i));
            }
            return suites;
        } catch (SAXException e) {
            throw new AssertionError(file + " is not valid: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Schema schema() throws SAXException {
        Path sources = CaseLibraries.of("surefire-schema").get(0);
        try (ZipFile zip = new ZipFile(sources.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(one -> one.getName().endsWith(FILE))
                    .findFirst()
                    .map(ZipEntry.class::cast)
                    .orElseThrow(() -> new IllegalStateException("no " + FILE + " in " + sources));
            try (InputStream in = zip.getInputStream(entry)) {
                return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                        .newSchema(new StreamSource(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
