/** Names that no compiler gives: what a JVM may be made to hold, and a terminal must not get. */
package dev.lastack.it.programs.hostile;
