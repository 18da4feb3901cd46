/** Applications whose own behaviour must be the same with and without the agent. */
@NullMarked
package dev.lastack.it.programs.host;

import org.jspecify.annotations.NullMarked;
