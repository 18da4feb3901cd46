/**
 * What LastAck sees, as events of the JDK's flight recorder. Loaded only when somebody records: the module may not be
 * there, and its start costs what nobody asked for.
 */
@NullMarked
package dev.lastack.jfr;

import org.jspecify.annotations.NullMarked;
