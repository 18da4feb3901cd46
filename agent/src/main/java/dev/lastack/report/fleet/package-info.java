/** The reports of many JVMs as one: what they have in common, and where it is worst. */
@NullMarked
package dev.lastack.report.fleet;

import org.jspecify.annotations.NullMarked;
