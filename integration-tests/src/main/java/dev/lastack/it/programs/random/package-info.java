/**
 * Many connections, both ends in this program, closed in random order and manner by either end. Each manner has a
 * listener of its own, so that a report's code paths tell the manners apart.
 */
@NullMarked
package dev.lastack.it.programs.random;

import org.jspecify.annotations.NullMarked;
