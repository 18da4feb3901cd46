/** Open connections that something is wrong with: in which state they are, and what they have in common. */
@NullMarked
package dev.lastack.analyze.leak;

import org.jspecify.annotations.NullMarked;
