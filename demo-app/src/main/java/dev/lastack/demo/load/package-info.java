/** The order service under load, to try {@code lastack audit} on. */
@NullMarked
package dev.lastack.demo.load;

import org.jspecify.annotations.NullMarked;
