/** Context propagation: who asked for work that another thread does. */
@NullMarked
package dev.lastack.track.propagation;

import org.jspecify.annotations.NullMarked;
