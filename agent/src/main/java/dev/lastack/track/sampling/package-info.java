/** How many stacks may be captured, and of which connections. */
@NullMarked
package dev.lastack.track.sampling;

import org.jspecify.annotations.NullMarked;
