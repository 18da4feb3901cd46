/** {@code run}: a program under the agent from its start to its end. */
@NullMarked
package dev.lastack.cli.run;

import org.jspecify.annotations.NullMarked;
