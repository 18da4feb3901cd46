/** Numbers for the engines that watch many programs: one bounded model, whatever way it is given out. */
@NullMarked
package dev.lastack.metrics;

import org.jspecify.annotations.NullMarked;
