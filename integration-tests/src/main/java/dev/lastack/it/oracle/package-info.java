/** The kernel's own view of a process's connections, from {@code /proc}: what LastAck is compared with. */
@NullMarked
package dev.lastack.it.oracle;

import org.jspecify.annotations.NullMarked;
