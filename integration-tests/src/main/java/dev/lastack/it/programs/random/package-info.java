/**
 * Many connections, both ends in this program, closed by either end, in random order and in each {@link CloseSequence}. Each has a
 * listener of its own, so that a report's code paths tell the sequences apart.
 */
@NullMarked
package dev.lastack.it.programs.random;

import org.jspecify.annotations.NullMarked;
