/** What the agent costs. Figures of one run are compared with each other; absolute times are the machine's. */
@NullMarked
package dev.lastack.bench;

import org.jspecify.annotations.NullMarked;
