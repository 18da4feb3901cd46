/** Which methods of the JDK, of Netty and of servlet containers are hooked, as data: one table for each library. */
@NullMarked
package dev.lastack.instrument.hooks;

import org.jspecify.annotations.NullMarked;
