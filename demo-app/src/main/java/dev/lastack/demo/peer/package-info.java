/** The other ends of the order service's connections: scripted, on loopback, in a process of their own. */
@NullMarked
package dev.lastack.demo.peer;

import org.jspecify.annotations.NullMarked;
