/** A terminal, key by key. All that knows JLine's terminal is here. */
@NullMarked
package dev.lastack.cli.terminal;

import org.jspecify.annotations.NullMarked;
