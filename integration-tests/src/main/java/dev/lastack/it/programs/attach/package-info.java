/** Programs that run before LastAck comes to them. */
@NullMarked
package dev.lastack.it.programs.attach;

import org.jspecify.annotations.NullMarked;
