/** The connection table, close order and code paths: the hot path. */
@NullMarked
package dev.lastack.track;

import org.jspecify.annotations.NullMarked;
