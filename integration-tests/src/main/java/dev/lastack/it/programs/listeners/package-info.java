/** Servers that accept, and servers that have stopped to. */
@NullMarked
package dev.lastack.it.programs.listeners;

import org.jspecify.annotations.NullMarked;
