/** Asks the application's connection pools, for a report, which connections are lent out. */
@NullMarked
package dev.lastack.track.pool;

import org.jspecify.annotations.NullMarked;
