/** JSON, read into maps and lists. */
@NullMarked
package dev.lastack.json;

import org.jspecify.annotations.NullMarked;
