/**
 * Metrics by OpenTelemetry's protocol, with its own exporter. Loaded only where asked for, so nothing that runs at start
 * may refer to more than the constructor of {@link dev.lastack.metrics.otlp.OtlpPush}. The library is of this jar and
 * has another name: it sees nothing of the application's OpenTelemetry, and is not seen by it.
 */
@NullMarked
package dev.lastack.metrics.otlp;

import org.jspecify.annotations.NullMarked;
