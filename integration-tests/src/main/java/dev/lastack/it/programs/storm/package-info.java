/** Healthy connections by the thousand, and what leaks among them. */
@NullMarked
package dev.lastack.it.programs.storm;

import org.jspecify.annotations.NullMarked;
