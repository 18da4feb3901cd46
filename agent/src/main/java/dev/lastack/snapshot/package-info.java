/** What was seen, as immutable values, ready to be judged or written. */
@NullMarked
package dev.lastack.snapshot;

import org.jspecify.annotations.NullMarked;
