/** What the command line and the agent in the target say to each other. Both sides know this package, and JDK types only. */
@NullMarked
package dev.lastack.attach.protocol;

import org.jspecify.annotations.NullMarked;
