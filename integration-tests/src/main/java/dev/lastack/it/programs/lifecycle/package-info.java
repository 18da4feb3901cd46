/** One short life of a connection per program run; {@code LifecycleIT} says what is to be seen of it. Hence so many files. */
@NullMarked
package dev.lastack.it.programs.lifecycle;

import org.jspecify.annotations.NullMarked;
