/** Runs a program under the agent and judges its reports. */
@NullMarked
package dev.lastack.cli.audit;

import org.jspecify.annotations.NullMarked;
