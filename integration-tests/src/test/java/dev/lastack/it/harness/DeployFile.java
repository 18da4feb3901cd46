package dev.lastack.it.harness;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;

/** A YAML file of {@code deploy/}. */
public final class DeployFile {

    private static final ObjectMapper TREES = new ObjectMapper(new YAMLFactory());

    /** A field that the type does not have is an error, and not one of its further properties. */
    private static final ObjectMapper STRICT = new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private DeployFile() {}

    public static JsonNode tree(String name) throws IOException {
        return TREES.readTree(path(name).toFile());
    }

    /** As a type of Kubernetes', with all that it demands. */
    public static <T> T as(Class<T> type, String name) throws IOException {
        return STRICT.readValue(path(name).toFile(), type);
    }

    /** A part of one. */
    public static <T> T as(Class<T> type, JsonNode part) throws IOException {
        return STRICT.treeToValue(part, type);
    }

    public static Path path(String name) {
        return Layout.deploy().resolve(name);
    }
}
