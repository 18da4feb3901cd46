package dev.lastack.metrics.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.internal.OtlpMetricExporterProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.resources.Resource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's variables and system properties, read by OpenTelemetry's own classes. Those that choose exporters, or
 * switch the SDK off, are the application's business: whoever writes {@code metrics=otlp} has chosen.
 */
final class OtlpConfiguration {

    /** Of what the library looks for, there is this, wherever the class path or a system property point. */
    private static final ComponentLoader SENDER = new ComponentLoader() {
        @Override
        public <T> Iterable<T> load(Class<T> type) {
            HttpSenderProvider plain = PlainSender::new;
            return type == HttpSenderProvider.class ? List.of(type.cast(plain)) : List.of();
        }
    };

    /** The specification's, of a periodic reader. */
    private static final Duration INTERVAL = Duration.ofSeconds(60);

    /** A mistyped interval must not cost the application a processor. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** The library's default is gRPC, for which it would need another library. */
    private static final String PROTOCOL = "http/protobuf";

    private static final String PROTOCOL_KEY = "otel.exporter.otlp.protocol";
    private static final String METRICS_PROTOCOL_KEY = "otel.exporter.otlp.metrics.protocol";

    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> SERVICE_INSTANCE = AttributeKey.stringKey("service.instance.id");

    private final ConfigProperties properties;

    private OtlpConfiguration(ConfigProperties properties) {
        this.properties = properties;
    }

    /** @param before what counts before system properties, and these before the environment */
    static OtlpConfiguration read(Map<String, String> before) {
        return new OtlpConfiguration(DefaultConfigProperties.create(Map.of(PROTOCOL_KEY, PROTOCOL), SENDER)
                .withOverrides(before));
    }

    /**
     * An exporter that does its work on the thread that calls it.
     *
     * @throws IllegalStateException where it cannot be as configured; its message is for a person
     */
    MetricExporter exporter() {
        try {
            requireProtocol();
            return new OtlpMetricExporterProvider().createExporter(properties);
        } catch (ConfigurationException | IllegalArgumentException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void requireProtocol() {
        String all = properties.getString(PROTOCOL_KEY, PROTOCOL);
        String protocol = properties.getString(METRICS_PROTOCOL_KEY, all);
        if (!protocol.equals(PROTOCOL)) {
            throw new ConfigurationException("OpenTelemetry's protocol is set to " + protocol + ", LastAck has "
                    + PROTOCOL + " only: set OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=" + PROTOCOL
                    + " and OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, usually http://HOST:4318/v1/metrics");
        }
    }

    /** @throws IllegalStateException where it is no time */
    Duration interval() {
        try {
            Duration interval = properties.getDuration("otel.metric.export.interval", INTERVAL);
            return interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /**
     * Who tells. Receivers tell series of two JVMs of one service apart by {@code service.instance.id}: the specification
     * asks for a random one where none is given.
     *
     * @throws IllegalStateException where {@code OTEL_RESOURCE_ATTRIBUTES} is not of the form {@code key=value,key=value}
     */
    Resource resource() {
        try {
            AttributesBuilder given = Resource.getDefault().getAttributes().toBuilder();
            given.put(SERVICE_INSTANCE, UUID.randomUUID().toString());
            properties.getMap("otel.resource.attributes").forEach((name, value) -> given.put(name, decoded(value)));
            String name = properties.getString("otel.service.name");
            if (name != null) {
                given.put(SERVICE_NAME, name);
            }
            return Resource.create(given.build());
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Percent signs only, as in W3C baggage: the plus sign is itself. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** Where it goes, for a person; null where it is the specification's default. */
    @Nullable
    String endpoint() {
        String ofMetrics = properties.getString("otel.exporter.otlp.metrics.endpoint");
        String endpoint = ofMetrics != null ? ofMetrics : properties.getString("otel.exporter.otlp.endpoint");
        return endpoint == null ? null : endpoint.replaceFirst("//[^/@]*@", "//"); // without a password
    }
}
