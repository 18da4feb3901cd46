/** What programs under test and the peer in the test's JVM agree on. */
@NullMarked
package dev.lastack.it.peer;

import org.jspecify.annotations.NullMarked;
