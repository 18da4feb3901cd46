/** The host's settings, and what a program does to the host. */
@NullMarked
package dev.lastack.analyze.host;

import org.jspecify.annotations.NullMarked;
