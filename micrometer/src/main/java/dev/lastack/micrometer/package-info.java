/** LastAck's metrics for Micrometer, read from the MXBean that the agent registers with {@code metrics=jmx}. */
@NullMarked
package dev.lastack.micrometer;

import org.jspecify.annotations.NullMarked;
