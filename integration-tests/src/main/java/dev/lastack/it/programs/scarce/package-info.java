/** Programs that run short of something while LastAck comes. */
@NullMarked
package dev.lastack.it.programs.scarce;

import org.jspecify.annotations.NullMarked;
