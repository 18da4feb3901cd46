/** Text for a screen of some width. */
@NullMarked
package dev.lastack.cli.text;

import org.jspecify.annotations.NullMarked;
