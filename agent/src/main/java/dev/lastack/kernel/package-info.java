/** What the operating system knows: TCP state, FIN events, settings, counters. So many files because each is one thing that the operating system is asked. */
@NullMarked
package dev.lastack.kernel;

import org.jspecify.annotations.NullMarked;
