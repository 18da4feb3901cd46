/** Writes calls of hooks into class files: what a hook is, which methods it is put into, and how. Knows no library. */
@NullMarked
package dev.lastack.instrument.weave;

import org.jspecify.annotations.NullMarked;
