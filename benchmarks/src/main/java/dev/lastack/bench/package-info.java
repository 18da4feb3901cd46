/**
 * What the agent costs. Figures of one run are compared with each other; absolute times are the machine's.
 *
 * <p>So many files because each is one thing that is measured, or measured with, and their names say which: {@code
 * ...Benchmark} is run by JMH, {@code ...Main} and {@code Hello} are programs in forked JVMs, {@code ...Peer} and {@code
 * PeerMain} are their other end, {@code ...Rows} make the rows of {@link ResultTable}, and {@link Budgets} runs it all.
 */
@NullMarked
package dev.lastack.bench;

import org.jspecify.annotations.NullMarked;
