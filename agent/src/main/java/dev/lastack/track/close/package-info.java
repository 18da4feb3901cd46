/** Who closed first: pure functions from what Java calls and the kernel said. */
@NullMarked
package dev.lastack.track.close;

import org.jspecify.annotations.NullMarked;
