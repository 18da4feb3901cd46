/** Listeners: where they were bound, who accepted last, and since when somebody waits. */
@NullMarked
package dev.lastack.track.listener;

import org.jspecify.annotations.NullMarked;
