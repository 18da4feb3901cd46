/** Programs that mind what else runs in their JVM. */
@NullMarked
package dev.lastack.it.programs.metrics;

import org.jspecify.annotations.NullMarked;
