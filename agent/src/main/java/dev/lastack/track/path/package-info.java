/**
 * Code paths, and what is counted for each. So many files because each way of counting, over a window, a minute, a run, is
 * a small one of its own.
 */
@NullMarked
package dev.lastack.track.path;

import org.jspecify.annotations.NullMarked;
