/** Words, paragraphs, tables and colours for people. */
@NullMarked
package dev.lastack.text;

import org.jspecify.annotations.NullMarked;
