/** Puts the hooks into the classes of the watched JVM, and takes them out again. */
@NullMarked
package dev.lastack.instrument;

import org.jspecify.annotations.NullMarked;
