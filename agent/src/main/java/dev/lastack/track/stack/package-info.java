/** Captured stacks: told apart by fingerprint in a hook, turned into frames later. */
@NullMarked
package dev.lastack.track.stack;

import org.jspecify.annotations.NullMarked;
