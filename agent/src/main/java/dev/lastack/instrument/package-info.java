/** Which JDK methods are hooked, one file per hooked type. */
@NullMarked
package dev.lastack.instrument;

import org.jspecify.annotations.NullMarked;
