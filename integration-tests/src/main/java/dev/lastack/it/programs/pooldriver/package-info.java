/** A JDBC driver for {@code programs.pools}: in a package of its own, as it is not the application. */
@NullMarked
package dev.lastack.it.programs.pooldriver;

import org.jspecify.annotations.NullMarked;
