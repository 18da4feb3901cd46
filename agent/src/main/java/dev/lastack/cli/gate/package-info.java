/** Which findings fail a build: the policy, the baseline of accepted ones, the reports that are written, the exit code. */
@NullMarked
package dev.lastack.cli.gate;

import org.jspecify.annotations.NullMarked;
