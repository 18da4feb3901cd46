package dev.lastack.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.lastack.analyze.Analyzer;
import dev.lastack.config.Settings;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.report.json.JsonReport;
import dev.lastack.snapshot.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** JSON reports, read back. */
public final class Reports {

    private static final Path SCHEMA = Path.of("../docs/report.schema.json");

    private Reports() {}

    public static JsonNode json(Snapshot snapshot) throws IOException {
        return new ObjectMapper().readTree(bytes(snapshot));
    }

    /** As the formats that are made of JSON read it. */
    public static ReportDocument document(Snapshot snapshot) throws IOException {
        return ReportDocument.read(bytes(snapshot));
    }

    public static byte[] bytes(Snapshot snapshot) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonReport.write(snapshot, Analyzer.analyze(snapshot, Settings.DEFAULTS), out);
        return out.toByteArray();
    }

    /** What the published schema has to say against it. */
    public static Set<ValidationMessage> objections(JsonNode report) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(SCHEMA));
        return schema.validate(report);
    }
}
