/** Who holds a connection, by a heap dump: its socket's object, and the shortest path of strong references to it. */
@NullMarked
package dev.lastack.heap;

import org.jspecify.annotations.NullMarked;
