/** Netty's channels, and what can be asked of them. */
@NullMarked
package dev.lastack.track.netty;

import org.jspecify.annotations.NullMarked;
