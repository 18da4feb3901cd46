/** {@code time-wait/*}: connections that this side closes first. */
@NullMarked
package dev.lastack.analyze.rules.timewait;

import org.jspecify.annotations.NullMarked;
