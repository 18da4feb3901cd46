/** JUnit 5 extension of LastAck: a test that leaves a TCP connection open fails, and says which line opened it. */
@NullMarked
package dev.lastack.junit;

import org.jspecify.annotations.NullMarked;
