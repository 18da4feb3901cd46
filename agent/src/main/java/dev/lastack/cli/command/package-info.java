/** The commands, one a file. */
@NullMarked
package dev.lastack.cli.command;

import org.jspecify.annotations.NullMarked;
