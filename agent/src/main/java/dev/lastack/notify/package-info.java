/**
 * Telling of new findings: a line, a program, a webhook. Loaded only where asked for; whatever a receiver does, the
 * application does not notice.
 */
@NullMarked
package dev.lastack.notify;

import org.jspecify.annotations.NullMarked;
