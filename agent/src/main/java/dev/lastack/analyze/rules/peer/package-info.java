/** {@code peer/*}: what the remote does. */
@NullMarked
package dev.lastack.analyze.rules.peer;

import org.jspecify.annotations.NullMarked;
