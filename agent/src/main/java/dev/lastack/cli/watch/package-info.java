/** A JVM's connections on the screen, refreshed in place. What is drawn is a pure function of reports. */
@NullMarked
package dev.lastack.cli.watch;

import org.jspecify.annotations.NullMarked;
