/** Code paths, and what is counted for each. */
@NullMarked
package dev.lastack.track.path;

import org.jspecify.annotations.NullMarked;
