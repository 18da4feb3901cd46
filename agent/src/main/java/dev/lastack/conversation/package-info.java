/** What the command line and the agent in the target say to each other. Both sides know this package, and JDK types only. */
@NullMarked
package dev.lastack.conversation;

import org.jspecify.annotations.NullMarked;
