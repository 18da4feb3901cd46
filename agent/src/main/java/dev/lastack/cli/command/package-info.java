/** The commands, one a file, and what several of them share. So many files because there are so many commands. */
@NullMarked
package dev.lastack.cli.command;

import org.jspecify.annotations.NullMarked;
