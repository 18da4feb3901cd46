/** Finds and reads the reports that are to be merged. */
@NullMarked
package dev.lastack.cli.merge;

import org.jspecify.annotations.NullMarked;
