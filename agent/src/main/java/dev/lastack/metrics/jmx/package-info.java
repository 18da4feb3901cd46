/** Metrics and findings as an MXBean. Loaded only where asked for: it initialises the JVM's management. */
@NullMarked
package dev.lastack.metrics.jmx;

import org.jspecify.annotations.NullMarked;
