/** The pages about the rules, packed from {@code docs/rules}, for a screen. */
@NullMarked
package dev.lastack.cli.explain;

import org.jspecify.annotations.NullMarked;
