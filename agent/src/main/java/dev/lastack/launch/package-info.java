/** How the agent starts and ends. */
@NullMarked
package dev.lastack.launch;

import org.jspecify.annotations.NullMarked;
