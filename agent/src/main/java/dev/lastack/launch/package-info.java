/** How the agent starts and ends. So many files because each is one thing that happens between the two. */
@NullMarked
package dev.lastack.launch;

import org.jspecify.annotations.NullMarked;
