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
import java.util.Optional;

/** The published contract, {@code docs/report.schema.json}. {@code HostIT} fails where there is none. */
final class ReportSchema {

    private static final Optional<JsonSchema> SCHEMA = load(Layout.schema());

    private ReportSchema() {}

    static void check(JsonNode report, Path file) {
        SCHEMA.ifPresent(schema -> assertThat(schema.validate(report))
                .as("violations of the schema in %s", file)
                .isEmpty());
    }

    private static Optional<JsonSchema> load(Path schema) {
        if (!Files.exists(schema)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(schema)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
