/** The frame a person should open. */
@NullMarked
package dev.lastack.analyze.culprit;

import org.jspecify.annotations.NullMarked;
