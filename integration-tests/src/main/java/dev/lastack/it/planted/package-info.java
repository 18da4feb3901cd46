/** Other agents beside ours: one for the tests of how ours fails, one that is in its way. */
@NullMarked
package dev.lastack.it.planted;

import org.jspecify.annotations.NullMarked;
