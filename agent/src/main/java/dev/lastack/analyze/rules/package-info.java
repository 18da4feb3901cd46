/** The rules, a room for each family. */
@NullMarked
package dev.lastack.analyze.rules;

import org.jspecify.annotations.NullMarked;
