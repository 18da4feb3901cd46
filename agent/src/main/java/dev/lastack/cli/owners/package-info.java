/** Who holds the connections of a report's findings: asks for a heap dump, reads it, and says what it tells. */
@NullMarked
package dev.lastack.cli.owners;

import org.jspecify.annotations.NullMarked;
