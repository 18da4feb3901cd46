/** Commands: {@code java -jar lastack.jar COMMAND}. Nothing of this is loaded by the agent. */
@NullMarked
package dev.lastack.cli;

import org.jspecify.annotations.NullMarked;
