/** The command line's side of a conversation: finds a JVM, loads the agent into it, and asks. Never runs in a target. */
@NullMarked
package dev.lastack.attach;

import org.jspecify.annotations.NullMarked;
