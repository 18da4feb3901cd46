/** Names that no compiler gives: what a JVM may be made to hold, and a terminal must not get. */
@NullMarked
package dev.lastack.it.programs.hostile;

import org.jspecify.annotations.NullMarked;
