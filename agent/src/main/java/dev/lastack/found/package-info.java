/** Findings that were not there before, and whoever is told of them: one look for all. */
@NullMarked
package dev.lastack.found;

import org.jspecify.annotations.NullMarked;
