/** Asynchronous clients of the JDK: who asked is on another thread than who connects, reads and writes. */
@NullMarked
package dev.lastack.it.programs.clients;

import org.jspecify.annotations.NullMarked;
