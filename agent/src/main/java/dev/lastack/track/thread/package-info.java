/** Threads: which connection each read last, and where it is now. */
@NullMarked
package dev.lastack.track.thread;

import org.jspecify.annotations.NullMarked;
