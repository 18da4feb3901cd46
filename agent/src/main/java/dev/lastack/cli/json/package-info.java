/** JSON, read into maps and lists. */
@NullMarked
package dev.lastack.cli.json;

import org.jspecify.annotations.NullMarked;
