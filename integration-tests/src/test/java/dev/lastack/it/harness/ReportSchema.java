package dev.lastack.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The published contract, {@code docs/report.schema.json}. */
final class ReportSchema {

    private static final JsonSchema SCHEMA = load(Layout.schema());

    private ReportSchema() {}

    static void check(JsonNode report, Path file) {
        assertThat(SCHEMA.validate(report))
                .as("violations of the schema in %s", file)
                .isEmpty();
    }

    private static JsonSchema load(Path schema) {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
