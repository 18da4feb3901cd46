/** {@code kernel/*}: settings of the host, judged by what the program does. */
@NullMarked
package dev.lastack.analyze.rules.kernel;

import org.jspecify.annotations.NullMarked;
