/** What was seen, as immutable values, ready to be judged or written. So many files because each is one immutable value of a report, and a reader of the JSON finds them by its names. */
@NullMarked
package dev.lastack.snapshot;

import org.jspecify.annotations.NullMarked;
