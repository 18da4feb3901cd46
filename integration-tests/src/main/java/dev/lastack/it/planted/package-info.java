/** A second agent, for the tests of how the first one fails. */
@NullMarked
package dev.lastack.it.planted;

import org.jspecify.annotations.NullMarked;
