/**
 * Metrics in Prometheus' text format, by its own client library. Loaded only where asked for, so nothing that runs at
 * start may refer to more than the constructors here.
 */
@NullMarked
package dev.lastack.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
