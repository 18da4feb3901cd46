/** What the operating system knows: TCP state, FIN events, settings, counters. */
@NullMarked
package dev.lastack.kernel;

import org.jspecify.annotations.NullMarked;
