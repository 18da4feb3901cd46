/** Netty of several versions, on every transport, behaving well and badly. */
@NullMarked
package dev.lastack.it.programs.netty;

import org.jspecify.annotations.NullMarked;
