/** Snapshot to findings: pure functions, no clock, no threads. */
@NullMarked
package dev.lastack.analyze;

import org.jspecify.annotations.NullMarked;
