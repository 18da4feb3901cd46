/** Pools of well-known libraries, one connection of each forgotten, one given back, one at work. */
@NullMarked
package dev.lastack.it.programs.pools;

import org.jspecify.annotations.NullMarked;
