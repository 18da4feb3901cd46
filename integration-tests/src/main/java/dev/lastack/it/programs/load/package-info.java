/** Healthy programs under load: each is its own client, for as many seconds as its argument says. */
@NullMarked
package dev.lastack.it.programs.load;

import org.jspecify.annotations.NullMarked;
