/** Programs that close first, and what that leaves with the kernel. */
@NullMarked
package dev.lastack.it.programs.timewait;

import org.jspecify.annotations.NullMarked;
