/**
 * Asks servers, for a report, which code serves the request of a connection.
 *
 * <p>So many files because each framework has its reader.
 */
@NullMarked
package dev.lastack.track.handler;

import org.jspecify.annotations.NullMarked;
