/** Counted stacks: put together, told apart, and named by one frame. */
@NullMarked
package dev.lastack.analyze.stacks;

import org.jspecify.annotations.NullMarked;
