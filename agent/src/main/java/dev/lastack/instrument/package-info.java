/** Which JDK methods are hooked, one file per hooked type. So many files because there is one for each hooked type. */
@NullMarked
package dev.lastack.instrument;

import org.jspecify.annotations.NullMarked;
