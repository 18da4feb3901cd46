/** Whose code a class is: the application's, a library's or the JDK's. */
@NullMarked
package dev.lastack.track.owner;

import org.jspecify.annotations.NullMarked;
