/** The JVMs that run here, as /proc and their own performance files show them. Nothing is attached to. */
@NullMarked
package dev.lastack.cli.jvms;

import org.jspecify.annotations.NullMarked;
