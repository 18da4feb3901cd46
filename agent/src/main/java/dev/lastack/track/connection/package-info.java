/** What is known of one connection, from connect or accept until its descriptor is released, and the table that finds it. */
@NullMarked
package dev.lastack.track.connection;

import org.jspecify.annotations.NullMarked;
