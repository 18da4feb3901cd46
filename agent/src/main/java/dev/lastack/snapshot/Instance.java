package dev.lastack.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Which of many JVMs this is, as whoever runs it names them. Each part is null where nothing says so. Immutable.
 *
 * @param service OpenTelemetry's {@code service.name}
 * @param host the machine's name, or the container's
 * @param pod Kubernetes' name of it
 * @param version OpenTelemetry's {@code service.version}
 */
public record Instance(
        @Nullable String service,
        @Nullable String host,
        @Nullable String pod,
        @Nullable String version) {

    public static final Instance UNKNOWN = new Instance(null, null, null, null);
}
