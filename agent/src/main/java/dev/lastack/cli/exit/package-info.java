/** How the command line ends: exit codes, and the one line that says why. */
@NullMarked
package dev.lastack.cli.exit;

import org.jspecify.annotations.NullMarked;
